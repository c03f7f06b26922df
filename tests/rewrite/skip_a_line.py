def never_called():
    x = 1
    y = 2  # pyinstr: skip
    if x:  # pyinstr: skip
        z = "# pyinstr: skip"
