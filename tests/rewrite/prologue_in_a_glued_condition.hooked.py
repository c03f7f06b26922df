if «prologue» or dbg()  or (1):
    dbg();x = 1
