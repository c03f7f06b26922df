# A default is evaluated before any statement runs.
def f(a=list()):
    return a
x = f()
