«prologue»;dbg();a = 1; b = 2
dbg();c = (1,
     2); dbg();d = 3; e = 4
