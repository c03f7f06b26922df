def plain(f):
    dbg();return f

def given(n):
    dbg();return plain

@«prologue» or dbg() or plain
@dbg() or given(1)
def f():
    dbg();pass

@ dbg() or plain
class A(*dbg() or()):
    @dbg() or staticmethod
    def g():
        dbg();pass

@dbg() or (plain if f else given)
def h():
    dbg();pass

@dbg() or(plain if f else given)
def i():
    dbg();pass

@dbg() or given(
    2
)
async def j():
    dbg();pass
