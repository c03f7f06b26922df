double = lambda x: x * 2
pick = lambda a, b=(lambda: 1): a if a else b()
nothing = lambda: None
nested = lambda: lambda: 1
walrus = lambda: (y := 1)
generator = lambda: (yield)
glued = lambda:(1)
on_its_own_line = (
    lambda x:
        x + 1)

def f(key=lambda n: -n):
    return sorted([1, 2], key=key)

double(1), pick(0), nothing(), nested()(), walrus(), list(generator())
glued(), f()
