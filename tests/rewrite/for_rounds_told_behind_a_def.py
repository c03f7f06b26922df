for i in range(2):
    def f(n=i):
        return n
    f()
