"""Tables of the page, and how a figure is written in them."""

from figures import Figures, Mean, shown_name

UNITS = {"s": [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")],
         "bytes": [(1e6, "MB"), (1e3, "kB"), (1, "B")]}  # fmt: skip


def digits(number: float) -> str:
    """As many as it is good for: three."""
    if number >= 99.5:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{number:.1f}" if number >= 9.95 else f"{number:.2f}"


def amount(row: dict | None) -> str:
    """The value with a unit in which it reads well."""
    if row is None:
        return ""
    if "missing" in row:
        return "missing"
    over = "> " if row.get("more_than") else ""
    value, unit = row["value"], row["unit"]
    for size, name in UNITS.get(unit, []):
        if value >= size:
            return f"{over}{digits(value / size)} {name}"
    return f"{over}{digits(value)} {UNITS[unit][-1][1] if unit in UNITS else unit}"


def multiple(row: dict | None) -> str:
    """How many times the first way it is."""
    if row is None:
        return ""
    if "missing" in row:
        return "missing"
    if "times" not in row:
        return "1"
    return ("> " if row.get("more_than") else "") + digits(row["times"])


def mean_shown(mean: Mean | None, programs: int = 0) -> str:
    """With its least and most; and of how many it is, if those are fewer than all."""
    if mean is None:
        return ""
    over = "> " if mean.at_least else ""
    fewer = f", {mean.number} of {programs}" if mean.number < programs else ""
    return f"{over}{digits(mean.times)} ({digits(mean.least)}–{digits(mean.most)}{fewer})"


def table(head: list[str], body: list[list[str]]) -> list[str]:
    """Markdown; rows without a single figure are left out."""
    kept = [row for row in body if any(row[1:])]
    lines = [head, ["---"] * len(head), *kept]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def by_python(figures: Figures, part: str, of: str, cell, ways=None) -> list[str]:
    """A row a way, a column an interpreter."""
    pythons = figures.pythons(part)
    body = [
        [way, *(cell(figures.row(part, python, of, way)) for python in pythons)]
        for way in ways or figures.ways(part, of)
    ]
    return table(["", *map(shown_name, pythons)], body)


def curve(figures: Figures, of: str, cell) -> list[str]:
    """A row a point, a column a way; of the newest interpreter that has it."""
    part = "growth"
    python = figures.newest(part)
    ways = [way for way in figures.ways(part, of)]
    body = [
        [f"{at:,}", *(cell(figures.row(part, python, of, way, at)) for way in ways)]
        for at in figures.points(part, of)
    ]
    return table([shown_name(python), *ways], body)
