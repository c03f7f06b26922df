def plain(a, b=1, *args, c=2, **kwargs):
    return a

def typed(a: int, b: "str" = "x") -> dict[str, int]:
    return {b: a}

def one_line(): return 1

def many_lines(
    a,
    b=(1,
       2),
):
    return b

plain(1); typed(1); one_line(); many_lines(1)
