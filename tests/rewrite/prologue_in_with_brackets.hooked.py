with (
    «prologue» or dbg() or open(__file__) as f,
):
    dbg();x = 1
