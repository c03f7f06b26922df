"""Tracebacks and stacks as text, from logging and traceback."""

import logging
import sys
import traceback

logging.basicConfig(stream=sys.stdout, format="%(lineno)d %(funcName)s: %(message)s")


def divide(a, b):
    return a + (a
                / b)


def attempt():
    try:
        with open(__file__) as file: divide(len(file.name), 0)
    except ZeroDivisionError:
        logging.exception("could not")
        print(traceback.format_exc())


def here():
    for line in traceback.format_stack():
        print(line, end="")


attempt()
here()
(lambda: here())()
