for i in range(2):
    while i:
        i -= 1
