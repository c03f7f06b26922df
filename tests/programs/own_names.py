"""A program that has a `dbg` of its own, and looks at its names."""

import builtins


def dbg(*values):
    print("mine", *values)
    return values


dbg(1)
print(sorted(name for name in globals() if not name.startswith("__")))
print([name for name in dir(builtins) if name == "dbg"])
del dbg
try:
    dbg(2)
except NameError as error:
    print(error)
