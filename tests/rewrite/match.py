def kind(x):
    match x:
        case 0:
            return "zero"
        case [a, b] if a == b:
            return "twins"
        case {"k": v} if v: return "key"
        case int() | str():
            return "plain"
        case _: return "other"

kind(0), kind([1, 1]), kind([1, 2]), kind({"k": 1}), kind(5), kind(None)
