"""Stopping leaves nothing behind: no reference, no object, no memory."""

import gc
import sys

import pyinstr
from answers import Answers, amount, marked, resident

WARM = 2_000
STOPS = amount(20_000, 1_000_000)
MOST_OBJECTS = 50
MOST_MEMORY = 3_000  # KiB


class Kept:
    """Something whose references are counted."""


def stop(kept, number):
    text = str(number)
    return kept, text  # here


def many(kept, count):
    for number in range(count):
        stop(kept, number)


def measured(kept):
    gc.collect()
    return sys.getrefcount(kept), len(gc.get_objects()), resident()


number, message = pyinstr.set_breakpoint("leaks", marked(__file__), "")
assert number, message
kept = Kept()
for answer in "continue", "step", "where 3 ;; p kept ;; x = 1 ;; continue":
    count = STOPS if answer == "continue" else STOPS // 20
    with Answers(answer) as answers:
        many(kept, WARM // 10 if count < STOPS else WARM)
        measured(kept)  # what is imported at its first step is no leak
        answers.said = [""] * 100  # full: what is said from here on is not kept
        before, stops = measured(kept), answers.stops
        many(kept, count)
        after = measured(kept)
        answers.answer = "continue\n"  # or it would step out of here, to where nobody answers
        stopped = answers.stops - stops
    assert stopped >= count, stopped
    references, objects, memory = (late - early for late, early in zip(after, before))
    print(f"{answer}: {answers.stops} stops, {references} references, {objects} objects, {memory} KiB")
    assert references == 0
    assert objects < MOST_OBJECTS
    assert memory < MOST_MEMORY
