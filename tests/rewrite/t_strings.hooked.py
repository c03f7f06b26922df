«prologue»;dbg();name = "x"
dbg();greeting = t"hello {name!r:>{len(name)}}"
dbg();nested = t'{t"{name}"}' rt"\{name}"
dbg();several = t"""
{name
}
"""

def f():
    dbg();t"no docstring"
    dbg();return greeting

dbg();f()
