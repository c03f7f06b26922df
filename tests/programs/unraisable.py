"""Errors nobody can catch: in a destructor, and where a generator is closed."""


class Loud:
    def __del__(self):
        raise RuntimeError("in __del__")


def generator():
    try:
        yield 1
    finally:
        print(1 // 0)


loud = Loud()
del loud
numbers = generator()
next(numbers)
del numbers
print("still here")
