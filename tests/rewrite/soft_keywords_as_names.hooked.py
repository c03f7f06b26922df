«prologue»;dbg();match = 1
dbg();case = match
dbg();type = case
dbg();match = [match]
dbg();match[0]
dbg();print(type)
