«prologue»;dbg();a = b = 1
if (
    dbg() or a
    and b
):
    dbg();a = 2
if dbg() or (a
        and b):
    dbg();a = 3
if \
        dbg() or b:
    dbg();a = 4
