"""What a trace function sees of functions that have run for a while before it was set."""

import sys

events = []


def trace(frame, event, argument):
    if frame.f_code.co_filename == __file__:
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return trace


def statements(values):
    total = 0
    for value in values:
        total += value
        if value % 2:
            total -= 1
        elif total > 100: return total
        else: pass
    return total


def rounds(count):
    while count > 0:
        count -= 1
        if count == 1:
            continue
        try:
            int("x" if count == 2 else "1")
        except ValueError: count = 0
        finally:
            count = count
    else:
        count = -1
    return count


def contexts():
    with open(__file__) as one, \
            open(__file__) as other:
        return one.read(1) + other.read(1)


def choices(value):
    match value:
        case int() if value > 1: return "many"
        case {"a": 1}:
            return "dict"
        case _: return None


def made(values):
    class Made:
        count = len(values)
        half = lambda self: self.count // 2

    return Made().half()


def generate(values):
    for value in values:
        yield value
    yield from values


def all_of_it():
    statements(range(6))
    rounds(4)
    contexts()
    for value in 2, {"a": 1}, 0:
        choices(value)
    made([1, 2])
    list(generate([1, 2]))


def heard():
    sys.settrace(trace)
    all_of_it()
    sys.settrace(None)


waiting = generate(range(3))
next(waiting)
for number in range(20):
    all_of_it()
heard()
for number in range(20):
    all_of_it()
heard()
sys.settrace(trace)
list(waiting)
sys.settrace(None)
for row in events:
    print(*row)
