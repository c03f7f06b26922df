# first

«prologue»;dbg();x = 1  # beside

def f():
    # inside
    dbg();y = 2

    # behind

# between
dbg();f()
# last
