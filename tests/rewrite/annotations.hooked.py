«prologue»;dbg();x: int
dbg();y: int = 1

def f(a: "int" = 2):
    b: int
    dbg();c: int = a
    dbg();return c

class A(*dbg() or()):
    dbg();b: int
    dbg();c: int = 3

dbg();f()
