"""Reads the file of results for the page and its plots: rows, and means of them."""

import json
import statistics
from dataclasses import dataclass
from pathlib import Path

from places import ONE_ROUND
from results import natural


@dataclass(frozen=True)
class Mean:
    """A geometric mean over programs, with the least and the most of them."""

    times: float
    least: float
    most: float
    number: int
    at_least: bool  # some programs were given up: it is more


class Figures:
    def __init__(self, path: Path):
        self.parts: dict = json.loads(path.read_text())["parts"]

    def pythons(self, part: str) -> list[str]:
        """The interpreters that have figures of it, oldest first."""
        return sorted(self.parts.get(part, {}), key=natural)

    def measured_on(self, part: str) -> list[str]:
        """Those of them on which it could be measured."""
        return [
            name
            for name in self.pythons(part)
            if any("value" in row for row in self.rows(part, name))
        ]

    def newest(self, part: str) -> str:
        """The newest CPython that a part was measured on."""
        measured = reversed(self.measured_on(part))
        return next((name for name in measured if name.startswith("cpython")), "")

    def compared(self) -> str:
        """The newest CPython of which all parts are there: what is said in short is about it."""
        parts = [part for part in ("hot-loop", "idle", "growth", "startup") if part in self.parts]
        shared = [set(self.pythons(part)) for part in parts]
        both = sorted(set.intersection(*shared), key=natural) if shared else []
        return next((name for name in reversed(both) if name.startswith("cpython")), "")

    def rows(self, part: str, python: str) -> list[dict]:
        return self.parts.get(part, {}).get(python, {}).get("rows", [])

    def row(self, part: str, python: str, of: str, way: str, at=None) -> dict | None:
        for one in self.rows(part, python):
            if one["of"].startswith(of) and one["way"] == way and one.get("at") == at:
                return one
        return None

    def ways(self, part: str, of: str = "") -> list[str]:
        """All there are, in the order of measuring."""
        names: dict[str, None] = {}
        for python in reversed(self.pythons(part)):
            names.update(dict.fromkeys(one["way"] for one in self.rows(part, python)
                                       if one["of"].startswith(of)))  # fmt: skip
        return list(names)

    def points(self, part: str, of: str) -> list[int]:
        rows = [one for python in self.pythons(part) for one in self.rows(part, python)]
        return sorted({one["at"] for one in rows if one["of"].startswith(of)})

    def mean(self, part: str, python: str, way: str, programs=None) -> Mean | None:
        """Over the programs that have a figure, or of these alone."""
        rows = [one for one in self.rows(part, python)
                if one["way"] == way and "times" in one
                and (programs is None or one["of"] in programs)]  # fmt: skip
        if not rows:
            return None
        times = [one["times"] for one in rows]
        given_up = any(one.get("more_than") for one in rows)
        return Mean(statistics.geometric_mean(times), min(times), max(times), len(times), given_up)

    def counted_programs(self) -> set[str]:
        """Programs whose instructions were counted."""
        part = "instructions"
        rows = [one for python in self.pythons(part) for one in self.rows(part, python)]
        return {one["of"] for one in rows if one["of"] != ONE_ROUND}

    def programs_of(self, part: str, python: str, way: str) -> set[str]:
        return {
            one["of"] for one in self.rows(part, python) if one["way"] == way and "times" in one
        }

    def missing(self) -> list[tuple[str, str, dict]]:
        return [(part, python, row)
                for part in self.parts for python in self.pythons(part)
                for row in self.rows(part, python) if "missing" in row]  # fmt: skip


def shown_name(python: str) -> str:
    """`CPython 3.13`, as people write it."""
    return python.replace("cpython", "CPython ").replace("pypy", "PyPy ")
