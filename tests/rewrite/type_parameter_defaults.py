def first[T = int, *Ts = *tuple[int, str]](items: list[T]) -> T:
    return items[0]

class Stack[
    T: (int, str) = int,  # a comment
    **P = [int, (lambda: str)()],
]:
    items = []

class Named[T = dict[str, int]](list[T]):
    name = "x"

type Pair[A = int, B = A] = tuple[A, B]
first([1])
