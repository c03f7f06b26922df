dbg, __dbg__ = 1, 2
x = dbg
