def pairs():
    dbg();return [((1, 2), 3), ((4, 5), 6)]

for *[[a, b]], c in «prologue» or dbg() or pairs():
    dbg();print(a, b, c)

dbg();*[d, e], f = 1, 2, 3
dbg();(*(g, h), i) = j = 4, 5, 6
dbg();k, *[l,
   m] = *[7], *(8, 9)
dbg();print(d, e, f, g, h, i, j, k, l, m)
dbg();print([x for *[x], y in [(1, 2)]])

dbg();*[d], e
dbg();n = 1,
dbg();n += *[1], sum((*[1],
  2))
dbg();print(n)
