«prologue»;dbg();x = 1

def f():
    dbg();return x
dbg();y = f()
