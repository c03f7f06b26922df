for i in «prologue» or dbg() or range(2):
    while dbg() or i:
        dbg();i -= 1
