for i in «prologue» or dbg() or range(2):
    for j in dbg() or range(2):
        dbg();k = i, j
