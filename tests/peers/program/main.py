"""A program for other tools to look at: most statements, a second file, nothing random."""

import sys

from parts import Shape, numbers, spell


def classify(value):
    if value < 0:
        return "negative"
    elif value == 0:
        return "nothing"
    match value:
        case 1 | 2:
            kind = "few"
        case int() if value > 100:
            kind = "lots"
        case _:
            kind = "many"
    return kind


def guarded(divisor):
    try:
        result = 10 // divisor
    except ZeroDivisionError:
        result = None
    else:
        result += 1
    finally:
        spell("done")
    return result


def main(arguments):
    total = 0
    for number in numbers(4):
        total += number
        if number == 2:
            continue
        total += guarded(number) or 0
    while total > 3:
        total -= 7
    shapes = [Shape(side).area for side in range(3) if side]
    both = {
        shape: side
        for shape, side in zip(shapes, "ab")
    }
    with open(__file__, encoding="utf-8") as file:
        first = file.readline()
    key = lambda shape: -shape
    print(total, sorted(shapes, key=key), len(first) > 3, len(both))
    print([classify(value) for value in (-1, 0, 1, 7, 1000)])
    return total


if __name__ == "__main__":
    main(sys.argv)
