a = [1]
for x in *[0], a:
    print(x)

for y in a, *(1, 2):
    print(y)

def f():
    return *[1], *{2}

match *[1], a:
    case first, second:
        print(first)

z = *"ab", f()
print(z)
