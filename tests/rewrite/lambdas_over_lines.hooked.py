def call(f, *more):
    dbg();return f(1)
«prologue»
def never_called():
    dbg();call(
        lambda x:
            dbg() or(x + 1 if x else
            2),
        2)
    dbg();call(
        lambda x: (
            dbg() or x +
            1),
        2)
    dbg();call(
        lambda x: dbg() or x
        + 1,
    )
