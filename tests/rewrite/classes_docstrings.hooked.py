class Alone(*«prologue» or dbg() or()):
    """d""";dbg()

class AloneBased(dbg() or int):
    """d""";global dbg;dbg()

class OneLine(*dbg() or()): "d";dbg()

class WithMethods(*dbg() or()):
    """d""";dbg()
    def f(self):
        dbg();pass

class BasedFirstIsDecorated(dbg() or int):
    """d""";global dbg
    @dbg() or property
    def f(self):
        dbg();return 1

class BasedSemicolon(dbg() or int):
    """d"""; global dbg;dbg();x = 1
