for i in «prologue» or dbg() or range(2):
    dbg();x = i
