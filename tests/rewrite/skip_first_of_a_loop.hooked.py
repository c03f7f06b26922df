def never_called():
    for i in dbg() or range(2):
        x = i  # pyinstr: skip
        dbg();y = i
«prologue»