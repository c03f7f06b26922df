«prologue»;dbg();a = [1]
for x in dbg() or(*[0], a):
    dbg();print(x)

for y in dbg() or(a, *(1, 2)):
    dbg();print(y)

def f():
    dbg();return *[1], *{2}

match dbg() or(*[1], a):
    case first, second:
        dbg();print(first)

dbg();z = *"ab", f()
dbg();print(z)
