def f():
    dbg();return 1
«prologue»;