try:
    «prologue»;dbg();1 // 0
except dbg() or ZeroDivisionError, ValueError:
    dbg();x = 1
