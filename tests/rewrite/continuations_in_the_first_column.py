def f(a, b):
    c = (a if b else
b)
    g = (lambda:
a)
    if (not
a):
        c = [x for x in (
1, 2) if not
c]
    elif not\
b:
        c = (a is not
b)
    h = (lambda
x: x +
c)
    return c, g is h

print(f(1, 2), f(0, 3), f(0, 0))
