«prologue»;dbg();import os
dbg();from os import path
dbg();x = 1
dbg();x += 1
dbg();x
dbg();assert x == 2, "two"
dbg();del x
dbg();pass
dbg();...
dbg();"a constant"
