def never_called(a):
    dbg();a[(lambda: 0)()] = 1
    for a[(lambda: 1)()] in dbg() or range(1):
        dbg();pass
    dbg();del a[(lambda: 1)()]
«prologue»