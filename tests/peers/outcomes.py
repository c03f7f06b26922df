"""Outcomes of tests, read from the JUnit XML that test runners write."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

NOT_PASSED = ("failure", "error", "skipped")


@dataclass(frozen=True)
class Outcome:
    """What became of one test: a word, and what its runner said of it."""

    word: str
    text: str = ""

    @property
    def last_line(self) -> str:
        return self.text.rstrip().rpartition("\n")[2]


MISSING = Outcome("missing")


def identity(case) -> str | None:
    """`class.name` where both are told; unittest's names hold the class already."""
    name, owner = case.get("name"), case.get("classname")
    return f"{owner}.{name}" if owner and name else name


def outcome_of(case) -> Outcome:
    for part in case:
        if part.tag in NOT_PASSED:
            return Outcome(part.tag, (part.get("message") or "") + "".join(part.itertext()))
    return Outcome("passed")


def read(report: Path) -> dict[str, Outcome]:
    """By test; a test that is told of more than once (subtests) keeps its worst outcome.

    CPython's runner does not name a test in which a subtest failed: such a test is missing here.
    """
    found: dict[str, Outcome] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        test, outcome = identity(case), outcome_of(case)
        if test and (test not in found or found[test].word == "passed"):
            found[test] = outcome
    return found


def differing(original: dict[str, Outcome], copy: dict[str, Outcome]) -> dict[str, str]:
    """The tests that end otherwise, each with how: `passed -> failure: last line`."""
    told = {}
    for test in sorted(original.keys() | copy.keys()):
        before, after = original.get(test, MISSING), copy.get(test, MISSING)
        if before.word != after.word:
            told[test] = f"{before.word} -> {after.word}: {after.last_line[:160]}"
    return told
