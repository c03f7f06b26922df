def first[T = int, *Ts = *tuple[int, str]](items: list[T]) -> T:
    dbg();return items[0]

class Stack[
    T: (int, str) = int,  # a comment
    **P = [int, (lambda: str)()],
](*«prologue» or dbg() or()):
    dbg();items = []

class Named[T = dict[str, int]](dbg() or list[T]):
    global dbg;dbg();name = "x"

dbg();type Pair[A = int, B = A] = tuple[A, B]
dbg();first([1])
