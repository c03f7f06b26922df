"""d"""
«prologue»;dbg();x = 1
if dbg() or x:
    dbg();y = [1,
         2]
