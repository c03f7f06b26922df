VALUE = 1


def f(x):
    if x: return x * VALUE


class Plain:
    def __init__(self): self.x = VALUE


def __getattr__(name):
    if name == "computed": return 42
    raise AttributeError(name)
