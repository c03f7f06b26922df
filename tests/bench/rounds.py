"""Interleaved rounds of several ways to do a thing, and the rows of results they come to.

A row is a dict: `of` (what was done), `way`, `at` (where on a curve, if it is one), `unit`, `value`
(median of the rounds), `least`, `most`, and `times` with `times_least`, `times_most`: the same in
multiples of the first way, round by round. What could not be measured has `missing`, the reason,
in place of values; what was given up has `more_than: true` and the least that it would be.
"""

import statistics
import time
from collections.abc import Callable

from samples import MoreThan, Unmeasured

BEGAN = time.monotonic()


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

    def times(self, first: "Way") -> dict:
        if first.ended or self is first:
            return {}
        if self.ended:
            multiple = self.ended["value"] / statistics.median(first.values)
            return {"times": multiple}
        ratios = [one / other for one, other in zip(self.values, first.values)]
        return {"times": statistics.median(ratios), "times_least": min(ratios),
                "times_most": max(ratios)}  # fmt: skip

    def row(self, first: "Way") -> dict:
        if "missing" in self.ended:
            return self.ended
        if self.ended:
            return {**self.ended, **self.times(first)}
        spread = {"least": min(self.values), "most": max(self.values)}
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
    of: str, ways: dict[str, Callable[[], float]], rounds: int, unit: str = "s", at=None
) -> list[dict]:
    """Each way once a round, so that a slow minute of the machine hits them all alike.

    Of two failures of one way only the first is run; what it had until then does not count.
    """
    running = [Way(name, run) for name, run in ways.items()]
    for _ in range(rounds):
        for way in running:
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
