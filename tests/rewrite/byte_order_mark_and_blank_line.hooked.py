«prologue»
def f():
    dbg();return 1
