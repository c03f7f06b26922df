def f(x, y):
    match x:
        case 1 if y:
            return 1
        case 2 if (y):
            return 2
        case 3 if(y):
            return 3
        case 4 if y or x:
            return 4
        case _ if (z := y):
            return z

f(1, 1), f(2, 2), f(3, 3), f(4, 4), f(5, 5)
