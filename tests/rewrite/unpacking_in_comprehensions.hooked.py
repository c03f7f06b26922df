«prologue»;dbg();rows = [[1, 2], [3]]
dbg();flat = [*row for row in rows]
dbg();merged = {**d for d in [{1: 2}, {3: 4}]}
dbg();letters = {*w for w in ["ab", "cd"]}
dbg();lazily = (*row for row in rows if row)
dbg();longer = [
    *row
    for row in rows
    if dbg() or (lambda r: dbg() or r)(row)
]
dbg();by_key = {
    **(lambda: dbg() or d)()
    for d in [{1: 2}]
    if dbg() or d
}
