class Alone:
    """d"""

class AloneBased(int):
    """d"""

class OneLine: "d"

class WithMethods:
    """d"""
    def f(self):
        pass

class BasedFirstIsDecorated(int):
    """d"""
    @property
    def f(self):
        return 1

class BasedSemicolon(int):
    """d"""; x = 1
