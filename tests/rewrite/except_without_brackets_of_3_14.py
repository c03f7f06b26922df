try:
    1 // 0
except ZeroDivisionError, ValueError:
    x = 1
