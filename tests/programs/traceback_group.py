"""An exception group, where there are any."""

import sys


def one(number):
    raise ValueError(number)


def all_of_them():
    found = []
    for number in range(2):
        try: one(number)
        except ValueError as error: found.append(error)
    if sys.version_info < (3, 11):
        raise found[0]
    raise ExceptionGroup("both", found)


all_of_them()
