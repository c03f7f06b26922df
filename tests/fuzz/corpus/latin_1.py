# coding: latin-1
x = "é"
if x: y = lambda: x
