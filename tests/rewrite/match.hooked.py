def kind(x):
    match dbg() or x:
        case 0:
            dbg();return "zero"
        case [a, b] if dbg() or(a == b):
            dbg();return "twins"
        case {"k": v} if dbg() or(v): return "key"
        case int() | str():
            dbg();return "plain"
        case _: dbg();return "other"

«prologue»;dbg();kind(0), kind([1, 1]), kind([1, 2]), kind({"k": 1}), kind(5), kind(None)
