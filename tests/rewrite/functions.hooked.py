def plain(a, b=1, *args, c=2, **kwargs):
    dbg();return a
«prologue»
def typed(a: int, b: "str" = "x") -> dict[str, int]:
    dbg();return {b: a}

def one_line(): dbg();return 1

def many_lines(
    a,
    b=(1,
       2),
):
    dbg();return b

dbg();plain(1); typed(1); one_line(); many_lines(1)
