def pairs():
    return [((1, 2), 3), ((4, 5), 6)]

for *[[a, b]], c in pairs():
    print(a, b, c)

*[d, e], f = 1, 2, 3
(*(g, h), i) = j = 4, 5, 6
k, *[l,
   m] = *[7], *(8, 9)
print(d, e, f, g, h, i, j, k, l, m)
print([x for *[x], y in [(1, 2)]])

*[d], e
n = 1,
n += *[1], sum((*[1],
  2))
print(n)
