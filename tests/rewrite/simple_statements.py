import os
from os import path
x = 1
x += 1
x
assert x == 2, "two"
del x
pass
...
"a constant"
