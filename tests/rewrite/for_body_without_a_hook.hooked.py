def outer():
    for i in dbg() or range(2):
        def f():
            dbg();return i
    dbg();return f

«prologue»;dbg();outer()()
