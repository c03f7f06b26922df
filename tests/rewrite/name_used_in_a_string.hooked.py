«prologue»;__dbg__();x = "dbg"
