«prologue»;dbg();a = [f() for f in [lambda: dbg() or 1]]
dbg();b = [f(i) for i in range(2) for f in [lambda n: dbg() or n]]
