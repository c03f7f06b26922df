x = [1, 2]
y = [
    (i)for i in x
    if(i)
]
