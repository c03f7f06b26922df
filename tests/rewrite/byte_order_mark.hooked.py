«prologue»;dbg();x = 1
dbg();y = 2
