"""What fails in every way that an expression can."""


class Hostile:
    def __bool__(self):
        raise MemoryError("no")

    def __repr__(self):
        raise MemoryError("no repr")

    def __str__(self):
        raise SystemExit(3)

    def __format__(self, how):
        raise GeneratorExit(how)

    def __call__(self, error):
        raise error


def deeper(depth=0):
    return deeper(depth + 1)
