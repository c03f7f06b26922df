a = b = 1
if (
    a
    and b
):
    a = 2
if (a
        and b):
    a = 3
if \
        b:
    a = 4
