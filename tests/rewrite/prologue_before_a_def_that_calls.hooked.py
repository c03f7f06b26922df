«prologue»# A default is evaluated before any statement runs.
def f(a=list()):
    dbg();return a
dbg();x = f()
