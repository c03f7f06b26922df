"""Breakpoints are set and cleared while threads run over them, and while they stop at them."""

import sys
import threading

import pyinstr
from answers import Answers, amount, marked

CYCLES = amount(2_000, 100_000)
THREADS = 4
sys.setswitchinterval(0.0001)  # or each cycle waits for the other threads


def step(value):
    value += 1  # here
    return value


def work(ended, totals):
    total = 0
    while not ended.is_set():
        total = step(total)
    totals.append(total)


line = marked(__file__)
ended, totals = threading.Event(), []
threads = [threading.Thread(target=work, args=(ended, totals)) for _ in range(THREADS)]
with Answers() as answers:
    for thread in threads:
        thread.start()
    for cycle in range(CYCLES):
        condition = "" if cycle % 100 == 0 else "value < 0"
        number, message = pyinstr.set_breakpoint("set_and_clear", line + cycle % 2, condition)
        assert number, message
        assert pyinstr.clear_breakpoint(number)
        assert not pyinstr.clear_breakpoint(number)
    stops = answers.stops
    for _ in range(1000):
        step(0)
    assert answers.stops - stops <= THREADS, "stopped after everything was cleared"
    ended.set()
    for thread in threads:
        thread.join()
assert len(totals) == THREADS and all(totals)
print(CYCLES, "cycles,", answers.stops, "stops")
