"""What this is.""";«prologue»;dbg()

def f(a=list()):
    dbg();return a
