a = [f() for f in [lambda: 1]]
b = [f(i) for i in range(2) for f in [lambda n: n]]
