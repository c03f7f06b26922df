"""Log points whose fields fail in every way: each says so once, and the program goes on."""

import pyinstr
from answers import Answers, amount, marked

ROUNDS = amount(2_000, 100_000)


class Hostile:
    def __repr__(self):
        raise MemoryError("no repr")

    def __str__(self):
        raise SystemExit(3)

    def __format__(self, how):
        raise GeneratorExit(how)

    def __call__(self, error):
        raise error


def deeper(depth=0):
    return deeper(depth + 1)


def step(value, hostile):
    return value + 1  # here


# KeyboardInterrupt is missing: from a field too it is taken for Ctrl-C, which the program gets.
FIELDS = [
    "{1 / 0}",
    "{hostile!r}",
    "{hostile!s}",
    "{hostile:>10}",
    "{hostile(StopIteration())}",
    "{deeper()}",
    "{nowhere}",
    "{value:{hostile}}",
    "{value!r:nonsense}",
    "{exec('raise BaseException')}",
]
for field in FIELDS:
    with Answers(f"log {marked(__file__)}, before {field} after;;continue") as answers:
        pyinstr.set_trace()
        value = 0
        while value < ROUNDS:
            value = step(value, Hostile())
    rows = [text for text in answers.said if "before <error> after" in text]
    assert rows, (field, answers.said[:5])
    failures = [text for text in answers.said if " failed: " in text]
    assert len(failures) == 1, (field, failures)
    pyinstr.clear_breakpoint(pyinstr.breakpoints()[-1])
print(len(FIELDS), "fields")
