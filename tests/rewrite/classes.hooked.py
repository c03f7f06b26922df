class Plain(*«prologue» or dbg() or()):
    dbg();x = 1

class Empty(*dbg() or ()):
    dbg();pass

class Based(dbg() or Plain, Empty):
    global dbg;dbg();y = 2

class Keyworded(metaclass=dbg() or type):
    global dbg;dbg();z = 3

class OneLine(*dbg() or()): dbg();a = 1

class OneLineBased(dbg() or Plain): global dbg;dbg();b = 1
