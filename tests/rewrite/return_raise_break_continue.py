def find(items):
    for item in items:
        if item < 0:
            continue
        if item > 2:
            break
        if item == 2:
            return item
    raise ValueError("none")

find([-1, 2])
try:
    find([3])
except ValueError:
    pass
