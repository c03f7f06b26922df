a, b = 1, 0
if a if b else b:
    pass
if b or a:
    pass
if a and b:
    pass
if not a:
    pass
if a == b:
    pass
if (c := a):
    pass
if c := a:
    pass
if lambda: a:
    pass
