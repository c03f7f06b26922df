class A[T]:
    x: T

class B[T](list[T]):
    y = 1

def first[T](items: list[T]) -> T:
    return items[0]

type Pair[T] = tuple[T, T]
first([1])
