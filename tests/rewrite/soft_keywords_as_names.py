match = 1
case = match
type = case
match = [match]
match[0]
print(type)
