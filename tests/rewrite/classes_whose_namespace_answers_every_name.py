class Names(dict):
    def __missing__(self, name):
        return 7

class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Names()

class A(metaclass=Meta):
    x = 1
    if x:
        y = unknown
