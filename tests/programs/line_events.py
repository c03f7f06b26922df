"""What a trace function sees of every kind of statement."""

import asyncio
import sys

events = []


def trace(frame, event, argument):
    if frame.f_code.co_filename == __file__:
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return trace


def docstring():
    """Nothing
    else."""


def definitions():
    """And a function."""
    def inner(): pass
    return inner


def loops(rows):
    for row in rows:
        if row == 1: continue
        elif row > 2: break
        else: pass
    else:
        print("all")
    while True:
        rows = rows and rows[1:]
        if not rows:
            break
    return [row for row in (1, 2)]


def contexts():
    with open(__file__) as one, \
            open(__file__) as other:
        one.read(1); other.read(1)
    try:
        raise ValueError(
            "long"
        )
    except (TypeError,
            ValueError) as error: del error
    finally:
        ...


def matches(value):
    match value:
        case int() if value > 1: return "many"
        case {"a": 1}:
            return "dict"
        case _:
            return (
                value
                and "other"
            )


class Base:
    pass


class Derived(Base):
    """Doc."""
    x: int = 1
    y = lambda self: 2

    @property
    @staticmethod
    def z(): pass


def generate():
    received = yield 1
    global extra
    extra = received; yield from [2, 3]


class Rounds:
    def __aiter__(self):
        self.left = 2
        return self

    async def __anext__(self):
        if not self.left: raise StopAsyncIteration
        self.left -= 1
        return self.left

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return False


async def coroutine():
    async with Rounds() as rounds:
        async for number in rounds:
            print(number)
    return [number async for number in Rounds()]


def main():
    if sys.version_info >= (3, 11):  # before, code has no columns that tell its hook from the rest
        docstring()
        matches(1)
    definitions()()
    loops([1, 2, 3, 4])
    loops([])
    contexts()
    for value in 2, {"a": 1}:
        matches(value)
    generator = generate()
    next(generator)
    generator.send(5)
    list(generator)
    Derived().y()
    asyncio.run(coroutine())
    sys.settrace(None)


sys.settrace(trace)
main()
for row in events:
    print(*row)
