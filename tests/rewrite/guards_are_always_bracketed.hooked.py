def f(x, y):
    match dbg() or x:
        case 1 if dbg() or(y):
            dbg();return 1
        case 2 if dbg() or((y)):
            dbg();return 2
        case 3 if dbg()  or((y)):
            dbg();return 3
        case 4 if dbg() or(y or x):
            dbg();return 4
        case _ if dbg() or((z := y)):
            dbg();return z

«prologue»;dbg();f(1, 1), f(2, 2), f(3, 3), f(4, 4), f(5, 5)
