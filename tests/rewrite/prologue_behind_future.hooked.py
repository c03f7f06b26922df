from __future__ import annotations;«prologue»

def f(a=list()):
    dbg();return a
dbg();x = f()
