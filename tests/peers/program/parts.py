"""What main.py imports."""

from functools import wraps


def traced(function):
    @wraps(function)
    def inner(*arguments):
        return function(*arguments)

    return inner


@traced
def spell(word):
    return [letter for letter in word]


def numbers(limit):
    number = 0
    while number < limit:
        yield number
        number += 1


class Shape:
    """A square."""

    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side ** 2

    def never(self):
        return None


def unused():
    for item in ():
        print(item)
    else:
        print("none")
