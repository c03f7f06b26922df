class A(*«prologue» or dbg() or()):
    dbg();x = 1
