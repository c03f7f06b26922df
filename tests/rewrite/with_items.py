from contextlib import nullcontext as ctx
with ctx():
    pass
with ctx(1) as a, ctx(2) as b:
    c = a + b
with ctx(1) as a, \
        ctx(2) as b:
    c = a + b
with ctx(): c = 1
