«prologue»;dbg();lazy import json
dbg();lazy from os import path
dbg();import sys; lazy import re
if dbg() or sys.argv:
    dbg();lazy import ast as tree

dbg();lazy = 1
dbg();lazy.real
dbg();print(lazy)
