def never_called():
    for i in range(2):
        x = i  # pyinstr: skip
        y = i
