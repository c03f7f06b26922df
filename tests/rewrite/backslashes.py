x = 1 + \
    2
assert x, \
    "no"
if x: \
    y = 1
\
z = 2
