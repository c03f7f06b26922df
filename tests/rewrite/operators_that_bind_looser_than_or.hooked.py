«prologue»;dbg();a, b = 1, 0
if dbg() or(a if b else b):
    dbg();pass
if dbg() or b or a:
    dbg();pass
if dbg() or a and b:
    dbg();pass
if dbg() or not a:
    dbg();pass
if dbg() or a == b:
    dbg();pass
if dbg() or (c := a):
    dbg();pass
if dbg() or(c := a):
    dbg();pass
if dbg() or(lambda: dbg() or a):
    dbg();pass
