"""Values made one at a time: the generator sleeps between them and its consumer runs."""


def countdown(start):
    left = start
    while left > 0:
        yield left
        left -= 1


def total(start):
    result = 0
    for value in countdown(start):
        result += value
    return result


if __name__ == "__main__":
    print(total(3))
    print(sorted(n * n for n in countdown(3)))
