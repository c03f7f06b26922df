class Names(«prologue» or dbg() or dict):
    def __missing__(self, name):
        dbg();return 7

class Meta(dbg() or type):
    @dbg() or classmethod
    def __prepare__(mcs, name, bases):
        dbg();return Names()

class A(metaclass=dbg() or Meta):
    global dbg;dbg();x = 1
    if dbg() or x:
        dbg();y = unknown
