a = [i for i in range(2)]
b = [
    i * 2
    for i in range(2)
    if i
]
c = {
    i
    for i in range(2)
}
d = {
    i: i + 1
    for i in range(2)
}
e = list(
    i
    for i in range(2)
    for j in range(i)
    if (i
        or j)
)
f = [
    i if i else 2
    for i in range(2)
]
