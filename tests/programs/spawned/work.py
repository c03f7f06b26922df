def square(x):
    if x: return x * x
    return 0
