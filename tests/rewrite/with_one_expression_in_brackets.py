from contextlib import nullcontext as ctx
n = 1
with (ctx(n)):
    pass
with (ctx(n) if n else ctx(2)) as a:
    pass
with ctx(n) if n else ctx(2) as a:
    pass
with ctx(n) if n else ctx(2) as a, (ctx(1)) as b:
    pass
with (ctx(3), ctx(4))[0] as a:
    pass
with(ctx(5))as a:
    pass
