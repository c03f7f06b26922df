"""Signals arrive at hooks that are armed: each gets to the program, and the program goes on."""

import os
import signal
import threading

import pyinstr
from answers import Answers, amount, marked

ALARMS = amount(1_000, 50_000)
INTERRUPTS = amount(300, 10_000)


class Seen:
    alarms = interrupts = 0


def on_alarm(*_):
    Seen.alarms += 1


def step(value):
    return value + 1  # here


def until_alarms():
    value = 0
    while Seen.alarms < ALARMS:
        value = step(value)  # rarely
    return value


def interrupted():
    """Whether an interrupt arrives in the program's own code, and only there."""
    value = 0
    try:
        os.kill(os.getpid(), signal.SIGINT)
        while True:
            value = step(value)
    except KeyboardInterrupt:
        return True


signal.signal(signal.SIGALRM, on_alarm)
number, message = pyinstr.set_breakpoint("signals", marked(__file__), "value < 0")
assert number, message
rare, message = pyinstr.set_breakpoint("signals", marked(__file__, "# rarely"), "value % 5000 == 4999")
assert rare, message
with Answers() as answers:
    signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
    assert until_alarms() > 0
    signal.setitimer(signal.ITIMER_REAL, 0)
    pyinstr.clear_breakpoint(rare)
    for _ in range(INTERRUPTS):
        Seen.interrupts += interrupted()
assert Seen.interrupts == INTERRUPTS
print(Seen.alarms, "alarms,", Seen.interrupts, "interrupts,", answers.stops, "stops")
