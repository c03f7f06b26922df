def outer():
    for i in range(2):
        def f():
            return i
    return f

outer()()
