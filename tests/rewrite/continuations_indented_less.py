def f(a, b):
    c = (a +
b)
    d = (a and
  b)
    if (a or  # a comment
b):
        return (not
 c)
    return {"key":
d, "other": a
if b else c}

f(1, 2)
class A:
    def g(self):
        if [x for x in (1, 2) if
   x > 1]:
            x = (self if self else
 A)
            return dict(x=
x)

A().g()
