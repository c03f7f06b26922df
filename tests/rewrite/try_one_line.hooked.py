try: «prologue»;dbg();x = 1
finally: dbg();x = 2
try: dbg();x = 1 // 0
except dbg() or ZeroDivisionError: x = 3
try: dbg();x = 1 // 0
except: dbg();x = 4
else: dbg();x = 5
