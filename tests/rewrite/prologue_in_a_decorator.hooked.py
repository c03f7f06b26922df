@«prologue» or dbg() or staticmethod
def f():
    dbg();pass
