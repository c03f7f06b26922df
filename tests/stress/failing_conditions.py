"""Conditions that fail in every way: each stops once and says so, and the program goes on."""

import pyinstr
from answers import Answers, amount, marked
from hostile import Hostile, deeper

ROUNDS = amount(500, 100_000)


def step(value, hostile):
    return value + 1  # here


# KeyboardInterrupt is missing: from a condition too it is taken for Ctrl-C, which the program gets.
CONDITIONS = [
    "1 / 0",
    "hostile",
    "hostile(SystemExit(3))",
    "hostile(GeneratorExit())",
    "hostile(StopIteration())",
    "deeper()",
    "nowhere",
    "exec('raise BaseException')",
]
stops = []
for condition in CONDITIONS:
    number, message = pyinstr.set_breakpoint("failing_conditions", marked(__file__), condition)
    assert number, message
    hostile = Hostile()
    with Answers() as answers:
        value = 0
        while value < ROUNDS:
            value = step(value, hostile)
    stops.append(answers.stops)
    assert pyinstr.clear_breakpoint(number)
assert stops == [1] * len(CONDITIONS), dict(zip(CONDITIONS, stops))
print(len(CONDITIONS), "conditions")
