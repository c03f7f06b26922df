«prologue»;dbg();double = lambda x: dbg() or x * 2
dbg();pick = lambda a, b=(lambda: dbg() or 1): dbg() or(a if a else b())
dbg();nothing = lambda: dbg() or None
dbg();nested = lambda: dbg() or(lambda: dbg() or 1)
dbg();walrus = lambda: dbg() or (y := 1)
dbg();generator = lambda: dbg() or (yield)
dbg();glued = lambda:dbg() or (1)
dbg();on_its_own_line = (
    lambda x:
        dbg() or x + 1)

def f(key=lambda n: dbg() or -n):
    dbg();return sorted([1, 2], key=key)

dbg();double(1), pick(0), nothing(), nested()(), walrus(), list(generator())
dbg();glued(), f()
