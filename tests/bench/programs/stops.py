"""Stops as often as it is asked to, at one line, and is told to go on each time."""

import sys

from answers import Answers

answers = Answers()


def prepare(rounds):
    sys.__stdin__ = sys.__stdout__ = answers


def bench(rounds):
    value = 0
    for _ in range(rounds):
        value += 1  # here
    return {"stops": answers.given}
