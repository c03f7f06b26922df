def never_called(a):
    a[(lambda: 0)()] = 1
    for a[(lambda: 1)()] in range(1):
        pass
    del a[(lambda: 1)()]
