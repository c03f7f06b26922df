"""What this is.""";«prologue»
def f():
    dbg();return 1
