n = 3
while n:
    n -= 1
else:
    n = 10
while n > 8: n -= 1
while True:
    break
