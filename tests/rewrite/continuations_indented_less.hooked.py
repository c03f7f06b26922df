def f(a, b):
    dbg();c = (a +
b)
    dbg();d = (a and
  b)
    if dbg() or (a or  # a comment
b):
        dbg();return (not
 c)
    dbg();return {"key":
d, "other": a
if b else c}

«prologue»;dbg();f(1, 2)
class A(*dbg() or()):
    def g(self):
        if dbg() or [x for x in (1, 2) if
   dbg() or x > 1]:
            dbg();x = (self if self else
 A)
            dbg();return dict(x=
x)

dbg();A().g()
