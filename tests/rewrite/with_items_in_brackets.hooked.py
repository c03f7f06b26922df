«prologue»;dbg();from contextlib import nullcontext as ctx
with (dbg() or ctx(1) as a):
    dbg();pass
with (dbg() or ctx(1), ctx(2)):
    dbg();pass
with (dbg() or ctx(1), ctx(2),):
    dbg();pass
with (
    dbg() or ctx(1) as a,
    dbg() or ctx(2) as b,
):
    dbg();c = a + b
with (
    dbg() or ctx(1)
):
    dbg();pass
with (dbg() or ctx(1) as a,):
    dbg();pass
with (
    dbg() or ctx(1) as a,
):
    dbg();pass
