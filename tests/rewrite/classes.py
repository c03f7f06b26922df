class Plain:
    x = 1

class Empty():
    pass

class Based(Plain, Empty):
    y = 2

class Keyworded(metaclass=type):
    z = 3

class OneLine: a = 1

class OneLineBased(Plain): b = 1
