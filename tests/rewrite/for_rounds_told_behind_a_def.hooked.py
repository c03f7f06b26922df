for i in «prologue» or dbg() or range(2):
    def f(n=i):
        dbg();return n
    dbg();f()
