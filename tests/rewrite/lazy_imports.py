lazy import json
lazy from os import path
import sys; lazy import re
if sys.argv:
    lazy import ast as tree

lazy = 1
lazy.real
print(lazy)
