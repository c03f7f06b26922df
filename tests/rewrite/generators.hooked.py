def count(n):
    for i in dbg() or range(n):
        dbg();got = yield i
    dbg();yield from range(2)

«prologue»;dbg();list(count(2))
