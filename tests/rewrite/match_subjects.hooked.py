«prologue»;dbg();x, y = 1, 2
match dbg() or(x, y):
    case 1, 2:
        dbg();z = 1
match dbg()  or (x, y):
    case (1, z):
        dbg();z = 2
match dbg() or(x,):
    case (1,):
        dbg();z = [3]
match dbg() or(*z, y):
    case _:
        dbg();z = 4
match dbg() or(x,\
  y):
    case 1, 2:
        dbg();z = 5
