"""A signal handler that raises, at hooks that are armed. What it raises gets to the program, also where
it arrives while a condition is asked; the program goes on, and no hook is lost."""

import signal

import pyinstr
from answers import Answers, amount, marked

ALARMS = amount(500, 20_000)


class Alarm(Exception):
    """What the handler raises."""


class Seen:
    alarms = caught = 0
    raises = False  # not while one is handled already


def on_alarm(*_):
    if Seen.raises:
        Seen.raises = False
        Seen.alarms += 1
        raise Alarm


def step(value):
    return value + 1  # here


def until_alarmed(value=0):
    """Runs until an alarm arrives in the program's own code."""
    try:
        while True:
            Seen.raises = True
            value = step(value)
    except Alarm:
        Seen.caught += 1


number, message = pyinstr.set_breakpoint("raising_signals", marked(__file__), "value < 0")
assert number, message
signal.signal(signal.SIGALRM, on_alarm)
with Answers() as answers:
    while Seen.alarms < ALARMS:
        signal.setitimer(signal.ITIMER_REAL, 0.0003, 0.0003)
        until_alarmed()
        signal.setitimer(signal.ITIMER_REAL, 0)
    assert answers.stops == 0, answers.said
    step(-1)
    assert answers.stops == 1, "the hook is served as before"
# One that arrives while the debugger looks up a hook it meets for the first time is lost.
assert 0.9 * Seen.alarms <= Seen.caught <= Seen.alarms
print(Seen.alarms, "alarms,", Seen.caught, "in the program,", answers.stops, "stops")
