from __future__ import annotations

def f(a: list[:, 1][
        2] = lambda: 3,
      *b: *(tuple)) -> list[0](
          1):
    c: a[:] = 1
    return c

x: f[:][
    (lambda: 2)()] = f()

class A:
    y: x[1:] = 2

print(x, A.y)
