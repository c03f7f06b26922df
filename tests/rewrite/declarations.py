n = 0
def f():
    global n
    n += 1
    def g():
        nonlocal_name = n
        def h():
            nonlocal nonlocal_name
            nonlocal_name = 2
        h()
    g()

f()
