def outer():
    dbg();x = 1
    def inner():
        nonlocal x
        dbg();x += 1
        dbg();return x
    dbg();return inner

«prologue»;dbg();outer()()
