«prologue»;__dbg1__();dbg, __dbg__ = 1, 2
__dbg1__();x = dbg
