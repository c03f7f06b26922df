from os.path import *

dbg = "a name of the program's own"


def helper(x): return x + 1
