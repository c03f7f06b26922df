x, y = 1, 2
match x, y:
    case 1, 2:
        z = 1
match(x, y):
    case (1, z):
        z = 2
match x,:
    case (1,):
        z = [3]
match *z, y:
    case _:
        z = 4
match x,\
  y:
    case 1, 2:
        z = 5
