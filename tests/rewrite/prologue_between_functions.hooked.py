def f():
    dbg();return 1
«prologue»
def g():
    dbg();return 2
