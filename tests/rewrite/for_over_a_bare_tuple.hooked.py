«prologue»;dbg();a, b, c = 1, 2, [3]
for x in dbg() or(a, b):
    dbg();y = x
for x in dbg() or(a,):
    dbg();y = x
for x in dbg() or(*c, b):
    dbg();y = x
for(x)in dbg()  or (a, b):
    dbg();y = x
