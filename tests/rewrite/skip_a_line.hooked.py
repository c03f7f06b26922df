def never_called():
    dbg();x = 1
    y = 2  # pyinstr: skip
    if x:  # pyinstr: skip
        dbg();z = "# pyinstr: skip"
«prologue»