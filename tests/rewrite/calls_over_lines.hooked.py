def f(*args):
    dbg();return f

«prologue»;dbg();f(1,
  2)
dbg();(f(1)
 .__call__(2)
 .__call__(3))
dbg();x = [
    1,
    2,
]
