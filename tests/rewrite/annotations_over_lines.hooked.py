from __future__ import annotations;«prologue»

def f(a: list[:, 1][
        2] = lambda: dbg() or 3,
      *b: *(tuple)) -> list[0](
          1):
    dbg();c: a[:] = 1
    dbg();return c

dbg();x: f[:][
    (lambda: 2)()] = f()

class A(*dbg() or()):
    dbg();y: x[1:] = 2

dbg();print(x, A.y)
