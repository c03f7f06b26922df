total = 0
for i in range(3):
    total += i
else:
    total = -total
for i in range(2): total += i
