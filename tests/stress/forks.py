"""Processes are forked at armed hooks, out of several threads: all of them end as they should."""

import os
import threading

import pyinstr
from answers import Answers, amount, marked

THREADS = 4
FORKS = amount(15, 500)  # of each thread


def step(value):
    return value + 1  # here


def child():
    value = 0
    while value < 2_000:
        value = step(value)
    os._exit(value % 251)


def work(statuses):
    for _ in range(FORKS):
        process = os.fork()
        if process == 0:
            child()
        for value in range(100):
            step(value)
        _, status = os.waitpid(process, 0)
        statuses.append(os.waitstatus_to_exitcode(status))


number, message = pyinstr.set_breakpoint("forks", marked(__file__), "value == -1")
assert number, message
statuses = []
with Answers() as answers:
    threads = [threading.Thread(target=work, args=(statuses,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
assert statuses == [2_000 % 251] * (THREADS * FORKS), statuses
assert answers.stops == 0
print(len(statuses), "children")
