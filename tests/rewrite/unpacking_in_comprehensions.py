rows = [[1, 2], [3]]
flat = [*row for row in rows]
merged = {**d for d in [{1: 2}, {3: 4}]}
letters = {*w for w in ["ab", "cd"]}
lazily = (*row for row in rows if row)
longer = [
    *row
    for row in rows
    if (lambda r: r)(row)
]
by_key = {
    **(lambda: d)()
    for d in [{1: 2}]
    if d
}
