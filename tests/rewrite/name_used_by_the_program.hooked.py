«prologue»;__dbg__();dbg = 1
__dbg__();x = dbg
