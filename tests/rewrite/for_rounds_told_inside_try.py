for i in range(2):
    try:
        x = 1 // i
    except ZeroDivisionError:
        x = 0
