«prologue»;dbg();x = 1
if dbg() or x:
    dbg();y = 2dbg();z = 3
