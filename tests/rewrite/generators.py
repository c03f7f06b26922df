def count(n):
    for i in range(n):
        got = yield i
    yield from range(2)

list(count(2))
