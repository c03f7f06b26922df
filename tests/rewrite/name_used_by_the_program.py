dbg = 1
x = dbg
