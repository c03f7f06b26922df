if «prologue» or dbg() or __name__:
    dbg();x = 1
