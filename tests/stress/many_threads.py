"""64 threads run into one conditional breakpoint: each stop is had, and none too many."""

import threading
import time

import pyinstr
from answers import Answers, amount, marked

THREADS = 64
ROUNDS = 400
EACH = 100  # rounds from one stop to the next
SECONDS = amount(0, 60)


def work(total):
    for number in range(ROUNDS):
        total[0] += number  # here
    return total


def storm():
    totals = [[0] for _ in range(THREADS)]
    threads = [threading.Thread(target=work, args=(total,)) for total in totals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [[sum(range(ROUNDS))]] * THREADS
    return THREADS * (ROUNDS // EACH)


number, message = pyinstr.set_breakpoint("many_threads", marked(__file__), f"number % {EACH} == 7")
assert number, message
begun, expected = time.monotonic(), 0
with Answers() as answers:
    while not expected or time.monotonic() - begun < SECONDS:
        expected += storm()
assert answers.stops == expected, (answers.stops, expected, answers.said)
print(expected, "stops")
