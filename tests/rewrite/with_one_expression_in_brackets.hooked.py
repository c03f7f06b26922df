«prologue»;dbg();from contextlib import nullcontext as ctx
dbg();n = 1
with dbg() or (ctx(n)):
    dbg();pass
with dbg() or (ctx(n) if n else ctx(2)) as a:
    dbg();pass
with dbg() or(ctx(n) if n else ctx(2)) as a:
    dbg();pass
with dbg() or(ctx(n) if n else ctx(2)) as a, (ctx(1)) as b:
    dbg();pass
with dbg() or (ctx(3), ctx(4))[0] as a:
    dbg();pass
with dbg()  or (ctx(5))as a:
    dbg();pass
