«prologue»;__dbg__();ｄｂｇ = 1
__dbg__();x = 1
