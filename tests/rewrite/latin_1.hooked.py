# coding: latin-1
Â«prologueÂ»;dbg();x = "é"
if dbg() or x: é = 1
