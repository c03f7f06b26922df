"""The debugger stands on an instrumented library: no hook stops inside of the debugger itself.

What our own Python modules import is imported from a copy with hooks. The program stops in it where
it calls it itself, and nowhere else, whatever the shell does with the same functions.
"""

import ast
import codeop
import linecache
import pprint
import reprlib
import sys
import tokenize
import traceback

import pyinstr
from answers import Answers, marked

MODULES = [ast, codeop, linecache, pprint, reprlib, tokenize, traceback]
COMMANDS = [
    "where", "list", "longlist", "args", "locals", "p values", "pp values", "whatis values",
    "p [name for name in values]", "for name in values:", "    pass", "", "values[", "0]",
    "nothing +", "1 / 0", "raise ValueError(values)", "x = repr(values)", "break", "up", "list",
    "down", "import textwrap", "def f(a, b=1): return a", "",
]


def here(values):
    return len(values)  # here


class Person(Answers):
    """Gives all the commands at each stop, then the one that goes on."""

    def __init__(self, resume):
        super().__init__(resume)
        self.resume, self.waiting, self.places = resume + "\n", [], []

    def write(self, text):
        super().write(text)
        if text.startswith("stopped: "):
            self.places.append(text.split(", ")[1].strip())
            self.waiting = [command + "\n" for command in COMMANDS] + [self.resume]

    def readline(self):
        return self.waiting.pop(0)


def armed_everywhere():
    """Breakpoints at the first lines of the functions of those modules that the shell uses."""
    for module in MODULES:
        for value in vars(module).values():
            code = getattr(value, "__code__", None)
            if code is not None and getattr(code, "co_filename", None) == module.__file__:
                pyinstr.set_breakpoint(module.__file__, code.co_firstlineno)


for module in MODULES:
    assert "dbg" in open(module.__file__, encoding="utf-8").read(), module
sys.setswitchinterval(0.0001)
armed_everywhere()
number, message = pyinstr.set_breakpoint("library", marked(__file__))
with Person("continue") as person:
    here([1, "two", {"three": [4]}])
    assert person.places == [f"library.py:{marked(__file__)} in here"], person.places
    linecache.getline(__file__, 1)
    linecache_uses = ("linecache.py:", "tokenize.py:")
    assert len(person.places) > 2, person.places
    assert all(place.startswith(linecache_uses) for place in person.places[1:]), person.places
with Person("step") as person:
    here([5])
    person.resume = "continue\n"  # stops once more with the old answer, then with the new one
    number += 0
    number -= 0
assert all(place.startswith("library.py:") for place in person.places), person.places
for number in range(1, number + 1):
    pyinstr.clear_breakpoint(number)
print(len(person.places), "stops")
