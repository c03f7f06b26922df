if __name__:
    x = 1
