«prologue»;dbg();x = 1
dbg();f"{x=} {x!r:>{x}}"
dbg();f"""
{x
}
"""
def never_called():
    dbg();return f"{(lambda: 2)()=}"
