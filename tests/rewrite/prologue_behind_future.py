from __future__ import annotations

def f(a=list()):
    return a
x = f()
