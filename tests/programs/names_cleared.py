"""A module whose globals are cleared while it runs."""

import sys


def still(value, show=print):
    if value:
        show("still here", value)


print(sorted(name for name in dict(globals()) if not name.startswith("__")))
globals().clear()
x = 1
y = x + 1
globals().update(names=y)
