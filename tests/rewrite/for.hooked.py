«prologue»;dbg();total = 0
for i in dbg() or range(3):
    dbg();total += i
else:
    dbg();total = -total
for i in dbg() or range(2): total += i
