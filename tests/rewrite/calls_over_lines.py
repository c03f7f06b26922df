def f(*args):
    return f

f(1,
  2)
(f(1)
 .__call__(2)
 .__call__(3))
x = [
    1,
    2,
]
