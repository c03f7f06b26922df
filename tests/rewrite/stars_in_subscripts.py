counts = {("a", "b"): 1}
print(counts[*["a"], "b"])
x: tuple[*[int]] = (1,)
