def find(items):
    for item in dbg() or items:
        if dbg() or item < 0:
            dbg();continue
        if dbg() or item > 2:
            dbg();break
        if dbg() or item == 2:
            dbg();return item
    dbg();raise ValueError("none")

«prologue»;dbg();find([-1, 2])
try:
    dbg();find([3])
except dbg() or ValueError:
    dbg();pass
