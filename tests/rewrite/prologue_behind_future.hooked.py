from __future__ import annotations;«prologue»

def f():
    dbg();return 1
