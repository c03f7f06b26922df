a, b, c = 1, 2, [3]
for x in a, b:
    y = x
for x in a,:
    y = x
for x in *c, b:
    y = x
for(x)in(a, b):
    y = x
