«prologue»;dbg();x = 1
# pyinstr: off
def f():
    return 3
def g():
    return 4
# pyinstr: on
dbg();z = 4
