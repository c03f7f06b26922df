«prologue»;__dbg__();from os.path import *
__dbg__();x = 1
