«prologue»;dbg();größe = 1
if dbg() or größe: 数 = "→"; y = 数
dbg();λ = lambda: dbg() or größe
dbg();λ()
