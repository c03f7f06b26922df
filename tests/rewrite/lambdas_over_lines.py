def call(f, *more):
    return f(1)

def never_called():
    call(
        lambda x:
            x + 1 if x else
            2,
        2)
    call(
        lambda x: (
            x +
            1),
        2)
    call(
        lambda x: x
        + 1,
    )
