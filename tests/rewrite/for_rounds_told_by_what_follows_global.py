def count():
    for i in range(2):
        global total
        total = i

count()
