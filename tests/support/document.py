"""The sessions that a document shows, and what they read like when they are had again.

What is indented by four spaces is a terminal. `$ ` begins a command; what follows up to the next
one is its output, with what was typed behind the prompts; prose in between does not interrupt a
session; lines without anything on them are not shown. Commands that ask nothing of the debugger are
not run again. A comment in the line before a command, `<!-- python: 3.12 -->`, names the first version
that can have its session, `<!-- python: 3.12 only -->` the one that words it like that.
"""

import re
import shlex
from dataclasses import dataclass, field

from .transcript import PROMPTS

VERSION = re.compile(r"<!-- python: ([\d.]+)( only)? -->")
SHOWN = "    "


@dataclass
class Shown:
    """A session in a document: where each of its lines stands, counted from 0, and the line."""

    number: int  # of the line with its command
    command: str
    first_version: tuple[int, ...] = ()
    only_that: bool = False
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> list[str]:
        return [line for _, line in self.lines]

    def is_for(self, version: tuple[int, ...]) -> bool:
        return version == self.first_version if self.only_that else version >= self.first_version

    def typed(self) -> list[str]:
        return [line[len(p) :] for line in self.text for p in PROMPTS if line.startswith(p)]

    def words(self) -> tuple[dict[str, str], list[str]]:
        """The variables set in front of the command, and its words."""
        words, variables = shlex.split(self.command), {}
        while words and re.match(r"[A-Z_]+=", words[0]):
            name, _, value = words.pop(0).partition("=")
            variables[name] = value
        return variables, words

    def asks_the_debugger(self) -> bool:
        return self.command.startswith(("PYINSTR", "pyinstr run "))


def sessions(text: str) -> list[Shown]:
    """The debugger's sessions in a document, in order."""
    found, first_version, only = [], (), False
    for number, line in enumerate(text.splitlines()):
        if match := VERSION.fullmatch(line):
            first_version, only = tuple(map(int, match.group(1).split("."))), bool(match.group(2))
        elif line.startswith(SHOWN + "$ "):
            found.append(Shown(number, line[len(SHOWN) + 2 :], first_version, only))
            first_version, only = (), False
        elif line.startswith(SHOWN) and found:
            found[-1].lines.append((number, line[len(SHOWN) :]))
    return [one for one in found if one.asks_the_debugger()]


def rewritten(text: str, had: list[tuple[Shown, list[str]]]) -> str:
    """The document with what the sessions read like now; prose stays behind the prompt it is at."""
    lines: list[list[str]] = [[line] for line in text.splitlines()]
    for shown, now in had:
        old, new = turns(shown.text), turns(now)
        new = [*new[: len(old) - 1], [line for rest in new[len(old) - 1 :] for line in rest]]
        new += [[] for _ in old[len(new) :]]
        left, place = iter(shown.lines), shown.number
        lines[place] = [lines[place][0]]
        for turn, fresh in zip(old, new):
            for i, _ in enumerate(turn):
                number, _ = next(left)
                lines[number] = []
                place = number if i == 0 else place
            lines[place] += [f"{SHOWN}{line}".rstrip() for line in fresh]
    return "".join(line + "\n" for group in lines for line in group)


def turns(lines: list[str]) -> list[list[str]]:
    """What came before the first prompt, then each prompt with what followed it."""
    result: list[list[str]] = [[]]
    for line in lines:
        if line.startswith(PROMPTS):
            result.append([])
        result[-1].append(line)
    return result
