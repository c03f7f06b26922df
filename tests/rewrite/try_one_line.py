try: x = 1
finally: x = 2
try: x = 1 // 0
except ZeroDivisionError: x = 3
try: x = 1 // 0
except: x = 4
else: x = 5
