"""Interleaved rounds of several ways to do a thing, and what they come to."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """The seconds of one way, round by round, beside the first way's of the same rounds."""

    name: str
    seconds: list[float]
    bare: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def ratios(self) -> list[float]:
        return [one / other for one, other in zip(self.seconds, self.bare)]

    def as_dict(self) -> dict:
        return {
            "seconds": self.seconds,
            "median": self.median,
            "ratio": statistics.median(self.ratios),
            "ratio_least": min(self.ratios),
            "ratio_most": max(self.ratios),
        }

    def __str__(self) -> str:
        ratios = self.ratios
        spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
        return f"{self.median:>9.4f} s {statistics.median(ratios):>7.2f}x  ({spread})"


def interleaved(ways: dict[str, Callable[[], float]], rounds: int) -> list[Figure]:
    """Each way once a round, so that a slow minute of the machine hits them all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            seconds[name].append(way())
    bare = next(iter(seconds.values()))
    return [Figure(name, of_way, bare) for name, of_way in seconds.items()]


def geometric_mean(figures: list[Figure]) -> float:
    return statistics.geometric_mean(statistics.median(figure.ratios) for figure in figures)
