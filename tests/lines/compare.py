"""Compares what the hooks of a copy said with the LINE events of the original."""

from collections import Counter
from dataclasses import dataclass, field

from lines.event import Event, linked
from lines.rules import RULES, Rule
from support.breakable import outside_comprehensions
from support.headers import Headers

Stop = tuple[str, int, str]  # file, line, function's own name


@dataclass
class Comparison:
    """What was compared, what each rule took away, and the first difference if there is one."""

    raw: int = 0
    compared: int = 0
    removed: Counter = field(default_factory=Counter)
    difference: str = ""


def rule_for(event: Event, rules: list[Rule]) -> Rule | None:
    return next((rule for rule in rules if rule.speaks_of(event)), None)


def expected_stops(events: list[Event], rules: list[Rule], rounds: bool, result: Comparison):
    """The hooks a copy must reach. `rounds` is off where no runtime tells a loop's rounds."""
    waiting: dict[int, Stop] = {}
    for event in events:
        rule = rule_for(event, rules)
        now, again = rule.becomes(event) if rule else (True, False)
        stop = (event.file, slot_line(event), own_name(event.function))
        again = again and rounds
        if not (now or again):
            result.removed[rule.name] += 1
        if now:
            if event.frame in waiting:
                yield waiting.pop(event.frame)
            yield stop
        if again:
            waiting[event.frame] = stop


def slot_line(event: Event) -> int:
    """Where the hook of the event's header stands, if it has just one."""
    if event.header is not None and len(event.header.slots) == 1:
        return min(event.header.slots)
    return event.line


def own_name(function: str) -> str:
    """`f` of `A.f`: what a frame knows of its function on every version."""
    return function.rpartition(".")[2]


def places_left_out(headers: dict[str, Headers], rules: list[Rule]) -> set[Stop]:
    """The hooks that a rule takes out of the comparison."""
    both = [rule for rule in rules if rule.both]
    return {
        (file, line, own_name(name))
        for file, known in headers.items()
        for (function, line), header in known.by_place.items()
        if any(rule.speaks_of(Event(0, file, line, function, header)) for rule in both)
        for name in (function, outside_comprehensions(function))
    }


def compare(rows, stops: list[Stop], headers: dict[str, Headers], *, without: str = "",
            rounds: bool = True, prefix: bool = False) -> Comparison:
    """Holds the rows of a recording against the stops of a copy.

    `without` names a rule to leave out; with `prefix` the recording was cut short, and only as
    many stops as it accounts for are compared.
    """
    rules = [rule for rule in RULES if rule.name != without]
    result = Comparison(raw=len(rows))
    expected = list(expected_stops(linked(rows, headers), rules, rounds, result))
    stops = [(file, line, own_name(function)) for file, line, function in stops]
    ignored = places_left_out(headers, rules)
    got = [stop for stop in stops if stop not in ignored]
    if prefix:
        got = got[: len(expected)]
    result.compared = len(expected)
    result.difference = first_difference(expected, got)
    return result


def first_difference(expected: list[Stop], got: list[Stop]) -> str:
    """Where the two part, with a few steps before; empty where they do not."""
    if expected == got:
        return ""
    shorter = min(len(expected), len(got))
    at = next((n for n in range(shorter) if expected[n] != got[n]), shorter)
    text = [f"they part at stop {at} of {len(expected)} expected, {len(got)} reached"]
    for number in range(max(0, at - 6), at + 4):
        one, other = (shown(side, number) for side in (expected, got))
        text.append(f"  {'  ' if one == other else '! '}{one:<44} {other}")
    return "\n".join(text)


def shown(stops: list[Stop], number: int) -> str:
    if number >= len(stops):
        return "(the end)"
    file, line, function = stops[number]
    return f"{file}:{line} {function}"
