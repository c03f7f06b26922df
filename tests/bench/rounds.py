"""Interleaved rounds of several ways to do a thing, and the rows of results they come to.

A row is a dict: `of` (what was done), `way`, `at` (where on a curve, if it is one), `unit`, `value`
(median of the rounds), `rounds`, `least`, `most`, and in multiples of the first way `times`, of the least
of each, since what disturbs a program only slows it down, by half for seconds on some machines; and
`times_least`, `times_most`, round by round, of which `times` is the mean where there were fewer rounds than
of the first way. What could not be measured has `missing`, the reason, in
place of values; what was given up has `more_than: true` and the least that it would be.
"""

import statistics
import time
from collections.abc import Callable

from samples import MoreThan, Unmeasured

BEGAN = time.monotonic()
SPARED_ROUNDS = 2
FAR = 8  # times the first way: noise makes no difference to what is said of it


def said(text: str) -> None:
    """Progress, with minutes and seconds since the start."""
    minutes, seconds = divmod(int(time.monotonic() - BEGAN), 60)
    print(f"[{minutes:3}:{seconds:02}] {text}", flush=True)


class Way:
    """The values of one way, round by round, until it fails."""

    def __init__(self, name: str, run: Callable[[], float]):
        self.name, self.run = name, run
        self.values: list[float] = []
        self.ended: dict = {}

    def go(self) -> None:
        if self.ended:
            return
        try:
            self.values.append(self.run())
        except MoreThan as late:
            self.ended = {"value": late.seconds, "more_than": True}
        except Unmeasured as reason:
            self.ended = {"missing": str(reason)}

    def is_far(self, first: "Way") -> bool:
        return bool(self.values and first.values) and self.values[0] > FAR * first.values[0]

    def times(self, first: "Way") -> dict:
        if first.ended or self is first:
            return {}
        if self.ended:
            return {"times": self.ended["value"] / min(first.values)}
        ratios = [one / other for one, other in zip(self.values, first.values)]
        times = min(self.values) / min(first.values)
        if len(self.values) < len(first.values):  # of fewer the least is greater
            times = statistics.geometric_mean(ratios)
        return {"times": times, "times_least": min(ratios), "times_most": max(ratios)}

    def row(self, first: "Way") -> dict:
        if "missing" in self.ended:
            return self.ended
        if self.ended:
            return {**self.ended, **self.times(first)}
        spread = {"least": min(self.values), "most": max(self.values), "rounds": len(self.values)}
        return {"value": statistics.median(self.values), **spread, **self.times(first)}


def rounded(row: dict) -> dict:
    """Six digits are more than any of them is good for."""
    return {key: float(f"{one:.6g}") if isinstance(one, float) else one for key, one in row.items()}


def shown(row: dict) -> str:
    if "missing" in row:
        return f"missing: {row['missing']}"
    multiple = f"{row['times']:>9.2f}x" if "times" in row else ""
    return f"{'>' if row.get('more_than') else ' '}{row['value']:>10.4g} {row['unit']}{multiple}"


def interleaved(
    of: str, ways: dict[str, Callable[[], float]], rounds: int, unit: str = "s", at=None, spared=()
) -> list[dict]:
    """Each way once a round, so that a slow minute of the machine hits them all alike. The first is what the
    others are compared with. Those `spared`, which take seconds, are run in fewer rounds, and in one only if they
    are FAR from it.

    Of two failures of one way only the first is run; what it had until then does not count.
    """
    first, *others = running = [Way(name, run) for name, run in ways.items()]
    for number in range(rounds):
        first.go()
        for way in others:
            if way.name not in spared or (number < SPARED_ROUNDS and not way.is_far(first)):
                way.go()
    said(of if at is None else f"{of}: {at:,}")
    where = {} if at is None else {"at": at}
    rows = [
        rounded({"of": of, "way": way.name, **where, "unit": unit, **way.row(running[0])})
        for way in running
    ]
    for row in rows:
        print(f"         {row['way']:<44}{shown(row)}", flush=True)
    return rows
