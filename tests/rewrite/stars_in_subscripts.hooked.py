«prologue»;dbg();counts = {("a", "b"): 1}
dbg();print(counts[*["a"], "b"])
dbg();x: tuple[*[int]] = (1,)
