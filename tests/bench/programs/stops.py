"""Stops as often as it is asked to, at one line, and is told to go on each time."""

import resource
import sys

from answers import Answers


def prepare(rounds):
    sys.__stdin__ = sys.__stdout__ = Answers()


def bench(rounds):
    value = 0
    for _ in range(rounds):
        value += 1  # here
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"memory": most, "rounds": value}
