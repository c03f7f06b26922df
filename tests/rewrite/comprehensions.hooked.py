«prologue»;dbg();a = [i for i in range(2)]
dbg();b = [
    dbg() or i * 2
    for i in range(2)
    if dbg() or i
]
dbg();c = {
    dbg() or i
    for i in range(2)
}
dbg();d = {
    dbg() or i: i + 1
    for i in range(2)
}
dbg();e = list(
    dbg() or i
    for i in range(2)
    for j in range(i)
    if dbg() or (i
        or j)
)
dbg();f = [
    dbg() or(i if i else 2)
    for i in range(2)
]
