«prologue»;dbg();x = 1
if dbg() or x: y = 2
if dbg() or not x: y = 3
else: dbg();y = 4
if dbg() or x == 2: y = 5
elif dbg() or x == 1: y = 6
