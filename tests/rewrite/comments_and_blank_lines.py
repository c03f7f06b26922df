# first

x = 1  # beside

def f():
    # inside
    y = 2

    # behind

# between
f()
# last
