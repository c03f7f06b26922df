«prologue»;dbg();x = [1, 2]
dbg();y = [
    dbg() or (i)for i in x
    if dbg()  or (i)
]
