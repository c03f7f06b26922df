"""`import *` in both directions, of modules with and without `__all__`."""

from everything import *
from named import *
import everything

print(sorted(name for name in globals() if not name.startswith("__")))
print(sorted(name for name in dir(everything) if not name.startswith("__")))
print(dbg, helper(1))
