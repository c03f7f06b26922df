x = 1
f"{x=} {x!r:>{x}}"
f"""
{x
}
"""
def never_called():
    return f"{(lambda: 2)()=}"
