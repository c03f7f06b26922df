"""The list of differences that are expected, each with its reason.

A reason stands on a line of its own; below it, indented, each test with the versions on which it
differs. A `?` behind the versions says that the test differs now and then only (it depends on the
clock, on addresses or on threads):

    the code has more instructions and constants
      3.12 3.13    test.test_dis.DisTests.test_bug_708901
      3.13 ?       test.test_threading.Now.and_then
"""

from dataclasses import dataclass
from pathlib import Path

UNEXPLAINED = "UNEXPLAINED"


@dataclass
class Difference:
    """One test that differs on some versions."""

    test: str
    reason: str
    versions: list[str]
    sometimes: bool = False

    def line(self) -> str:
        marks = " ".join(self.versions) + (" ?" if self.sometimes else "")
        return f"  {marks:<12} {self.test}"


def parse(text: str) -> list[Difference]:
    found, reason = [], ""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line[0].isspace():
            reason = line.strip()
            continue
        *versions, test = line.split()
        sometimes = "?" in versions
        found.append(Difference(test, reason, [v for v in versions if v != "?"], sometimes))
    return found


def write(head: str, differences: list[Difference]) -> str:
    """The list as it stands in a file, below the comments it begins with."""
    reasons = dict.fromkeys(one.reason for one in differences)
    parts = [head]
    for reason in reasons:
        listed = sorted(one.line() for one in differences if one.reason == reason)
        parts.append("\n".join(["", reason, *listed, ""]))
    return "".join(parts)


def head_of(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith("#"))


def check(table: Path, version: str, found: dict[str, str]) -> list[str]:
    """What is wrong: differences nobody expected, and expected ones that are gone."""
    listed = [one for one in parse(table.read_text()) if version in one.versions]
    known = {one.test for one in listed if one.reason != UNEXPLAINED}
    wrong = [f"{test}: {how}" for test, how in found.items() if test not in known]
    gone = [one.test for one in listed if not one.sometimes and one.test not in found]
    return wrong + [f"{test}: is listed, and does not differ any more" for test in gone]


def update(table: Path, version: str, found: dict[str, str]) -> None:
    """Makes the list say what was found on this version; new tests get no reason."""
    text = table.read_text()
    listed = parse(text)
    by_test = {one.test: one for one in listed}
    for one in listed:
        if version in one.versions and one.test not in found and not one.sometimes:
            one.versions.remove(version)
    for test in found:
        one = by_test.setdefault(test, Difference(test, UNEXPLAINED, []))
        if version not in one.versions:
            one.versions = sorted([*one.versions, version])
    kept = [one for one in by_test.values() if one.versions]
    table.write_text(write(head_of(text), kept))
