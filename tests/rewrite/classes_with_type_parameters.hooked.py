class A[T](*«prologue» or dbg() or()):
    dbg();x: T

class B[T](dbg() or list[T]):
    global dbg;dbg();y = 1

def first[T](items: list[T]) -> T:
    dbg();return items[0]

dbg();type Pair[T] = tuple[T, T]
dbg();first([1])
