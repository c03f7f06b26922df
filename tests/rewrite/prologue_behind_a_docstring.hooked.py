"""What this is.""";«prologue»
def f(a=list()):
    dbg();return a
dbg();x = f()
