with (
    open(__file__) as f,
):
    x = 1
