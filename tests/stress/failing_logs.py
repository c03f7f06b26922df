"""Log points whose fields fail in every way: each says why once, and the program goes on."""

import pyinstr
from answers import Answers, amount, marked
from hostile import Hostile, deeper
from pyinstr import _core

ROUNDS = amount(500, 100_000)


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


class Said(Answers):
    """Keeps what is told beside the rows of the log, which it counts."""

    rows = 0

    def write(self, text):
        self.rows += text.endswith("before <error> after\n")
        if " failed: " in text:
            self.said.append(text)


def logged(field):
    """What is said of the failure while the program runs on."""
    with Said() as said:
        pyinstr.set_trace(commands=[f"log {marked(__file__)} before {field} after", "continue"])
        value, hostile = 0, Hostile()
        while value < ROUNDS:
            value = step(value, hostile)
    assert said.rows == ROUNDS, (field, said.rows)
    return said.said


for field in FIELDS:
    told = logged(field)
    assert len(told) == 1, (field, told)
    assert _core.clear_at(__file__, marked(__file__)).startswith("removed")
print(len(FIELDS), "fields")
