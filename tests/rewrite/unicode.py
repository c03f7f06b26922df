größe = 1
if größe: 数 = "→"; y = 数
λ = lambda: größe
λ()
