«prologue»;dbg();n = 3
while dbg() or n:
    dbg();n -= 1
else:
    dbg();n = 10
while dbg() or n > 8: n -= 1
while dbg() or True:
    dbg();break
