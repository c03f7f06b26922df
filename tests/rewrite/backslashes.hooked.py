«prologue»;dbg();x = 1 + \
    2
dbg();assert x, \
    "no"
if dbg() or x: \
    dbg();y = 1
\
dbg();z = 2
