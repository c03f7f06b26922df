name = "x"
greeting = t"hello {name!r:>{len(name)}}"
nested = t'{t"{name}"}' rt"\{name}"
several = t"""
{name
}
"""

def f():
    t"no docstring"
    return greeting

f()
