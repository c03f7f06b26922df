# coding: latin-1
x = "é"
if x: é = 1
