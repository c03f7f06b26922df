«prologue»;dbg();x = 1
if dbg()  or (x): y = 2
if dbg()  or "x": y = 3
if dbg()  or [x]: y = 4
if dbg()  or -x: y = 5
