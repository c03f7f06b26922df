def sign(n):
    if dbg() or n < 0:
        dbg();return -1
    elif dbg() or n == 0:
        dbg();return 0
    else:
        dbg();return 1

«prologue»;dbg();sign(-5), sign(0), sign(5)
