«prologue»;dbg();n = 0
def f():
    global n
    dbg();n += 1
    def g():
        dbg();nonlocal_name = n
        def h():
            nonlocal nonlocal_name
            dbg();nonlocal_name = 2
        dbg();h()
    dbg();g()

dbg();f()
