x: int
y: int = 1

def f(a: "int" = 2):
    b: int
    c: int = a
    return c

class A:
    b: int
    c: int = 3

f()
