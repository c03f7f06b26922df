for i in «prologue» or dbg() or range(2):
    try:
        dbg();x = 1 // i
    except dbg() or ZeroDivisionError:
        dbg();x = 0
