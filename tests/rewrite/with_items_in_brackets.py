from contextlib import nullcontext as ctx
with (ctx(1) as a):
    pass
with (ctx(1), ctx(2)):
    pass
with (ctx(1), ctx(2),):
    pass
with (
    ctx(1) as a,
    ctx(2) as b,
):
    c = a + b
with (
    ctx(1)
):
    pass
with (ctx(1) as a,):
    pass
with (
    ctx(1) as a,
):
    pass
