"""The figures that other documents show: what stands between their marks is from the results."""

from pathlib import Path

from figures import Figures, shown_name
from summary import summary
from tables import amount, table

BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
KINDS = ("speed", "time", "most memory")  # of what a build takes


def build_table(figures: Figures) -> list[str]:
    python = figures.newest("builds")
    if not python:
        return ["Not measured.", ""]
    rows = [
        [way, *(amount(figures.row("builds", python, of, way)) for of in KINDS)]
        for way in figures.ways("builds", "speed")
    ]
    return [
        f"The library of {shown_name(python)}, beside what others do with the same files; the last",
        "four of them were given every tenth. Memory below 25 MB may be the benchmark's own.", "",
        *table(["", *KINDS], rows),
    ]  # fmt: skip


def in_short(figures: Figures) -> list[str]:
    """For the README: the page's first table."""
    return [
        "What is not a time is a multiple of the same program without a debugger, good to about a fifth. The",
        "best figure of each row is bold, and what is within a tenth of it.", "", *summary(figures),
    ]  # fmt: skip


SHOWN = {"README.md": in_short, "docs/building.md": build_table}


def shown_elsewhere(figures: Figures, root: Path) -> dict[Path, str]:
    """The documents, as they should read."""
    found = {}
    for name, block in SHOWN.items():
        before, _, rest = (root / name).read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        found[root / name] = before + BEGIN + "\n".join(block(figures)) + END + after
    return found
