def plain(f):
    return f

def given(n):
    return plain

@plain
@given(1)
def f():
    pass

@ plain
class A:
    @staticmethod
    def g():
        pass

@(plain if f else given)
def h():
    pass

@plain if f else given
def i():
    pass

@given(
    2
)
async def j():
    pass
