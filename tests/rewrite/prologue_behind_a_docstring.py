"""What this is."""
def f(a=list()):
    return a
x = f()
