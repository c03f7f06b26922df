x = 1
if x: y = 2
if not x: y = 3
else: y = 4
if x == 2: y = 5
elif x == 1: y = 6
