def f(a, b):
    dbg();c = (a if b else
b)
    dbg();g = (lambda:
dbg() or a)
    if dbg() or (not
a):
        dbg();c = [x for x in (
1, 2) if not
c]
    elif dbg() or not\
b:
        dbg();c = (a is not
b)
    dbg();h = (lambda
x: dbg() or x +
c)
    dbg();return c, g is h

«prologue»;dbg();print(f(1, 2), f(0, 3), f(0, 0))
