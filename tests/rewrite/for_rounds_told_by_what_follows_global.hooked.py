def count():
    for i in dbg() or range(2):
        global total
        dbg();total = i

«prologue»;dbg();count()
