"""Draws the page's plots, with the environment of requirements-page.txt.

    python plots.py RESULTS FOLDER

No background and middle colours, so that they can be read on light and on dark. The same figures
give the same bytes.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402
from figures import Figures, shown_name  # noqa: E402

GREY = "#767676"  # 4.5 to 1 on white, 4.2 to 1 on black
COLOURS = ["#1f8fd6", "#e0701a", "#2f9e44", "#c2409a", "#8f7a00", "#7d6be0", "#d64545", "#0f9d94"]
MARKS = "osD^vPX*"

plt.rcParams.update({
    "svg.hashsalt": "pyinstr", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10,
    "font.sans-serif": ["DejaVu Sans"],
    "text.color": GREY, "axes.labelcolor": GREY, "axes.edgecolor": GREY, "xtick.color": GREY,
    "ytick.color": GREY, "axes.spines.top": False, "axes.spines.right": False,
    "grid.color": GREY, "grid.alpha": 0.3, "axes.grid": True, "legend.frameon": False,
})  # fmt: skip


def save(figure, path: Path) -> None:
    figure.savefig(path, transparent=True, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)


def dots(path: Path, ways: list[str], series: dict, label: str) -> None:
    """A row a way, on a logarithmic axis; `series[name][way]` is (value, least, most, whether it is more). What
    is more than it says has a mark that is not filled."""
    figure, axes = plt.subplots(figsize=(9, 0.8 + 0.34 * len(ways)))
    for number, (name, values) in enumerate(series.items()):
        shift = 0.16 * (number - (len(series) - 1) / 2)
        known = [(row, *values[way]) for row, way in enumerate(ways) if way in values]
        rows, middles, leasts, mosts, overs = zip(*known) if known else ([], [], [], [], [])
        places = [row + shift for row in rows]
        colour = COLOURS[number % len(COLOURS)]
        axes.hlines(places, leasts, mosts, colors=colour, linewidth=1.2, alpha=0.6)
        mark = MARKS[number % len(MARKS)]
        axes.plot([], [], mark, color=colour, markersize=5, label=name)
        for middle, place, over in zip(middles, places, overs):
            axes.plot(middle, place, mark, color=colour, markersize=5, fillstyle="none" if over else "full")
    axes.set_yticks(range(len(ways)), ways)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(plt.FuncFormatter(lambda value, place: f"{value:g}"))
    axes.set_xlabel(label)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4)
    save(figure, path)


def lines(path: Path, curves: dict, across: str, up: str) -> None:
    """Curves on logarithmic axes; `curves[name]` is a list of (x, y)."""
    figure, axes = plt.subplots(figsize=(7, 3.6))
    for number, (name, points) in enumerate(curves.items()):
        xs, ys = zip(*points)
        mark, colour = MARKS[number % len(MARKS)], COLOURS[number % len(COLOURS)]
        axes.plot(xs, ys, f"{mark}-", color=colour, markersize=5, label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(plt.FuncFormatter(lambda value, place: f"{value:,g}"))
    marked = sorted({x for points in curves.values() for x, y in points})
    axes.set_xticks(marked, [f"{x:,}" for x in marked])
    axes.minorticks_off()
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    save(figure, path)


def idle(figures: Figures, out: Path) -> None:
    ways = [way for way in figures.ways("idle") if way not in ("bare", "all")]
    series = {}
    for python in figures.pythons("idle"):
        means = {way: figures.mean("idle", python, way) for way in ways}
        series[shown_name(python)] = {
            way: (one.times, one.least, one.most, one.at_least) for way, one in means.items() if one
        }
    dots(
        out / "idle.svg",
        ways,
        series,
        "times the bare program: geometric mean, least and most program",
    )


def hot_loop(figures: Figures, out: Path) -> None:
    of = "a million rounds"
    ways = [way for way in figures.ways("hot-loop", of) if way != "all"]
    series = {}
    for python in figures.pythons("hot-loop"):
        rows = {way: figures.row("hot-loop", python, of, way) for way in ways}
        series[shown_name(python)] = {
            way: (one["value"], one.get("least", one["value"]), one.get("most", one["value"]),
                  one.get("more_than", False))
            for way, one in rows.items()
            if one and "value" in one
        }
    dots(out / "hot-loop.svg", ways, series, "seconds for a million rounds")


GROWTH = {  # plot: (x axis, y axis, {of: what is added to the names of its ways})
    "threads": ("threads", "seconds on the clock for a million rounds", {"threads": ""}),
    "breakpoints": ("breakpoints in the module", "seconds", {
        "breakpoints: a million": ", a million calls", "breakpoints: to set them all": ", to set them all"}),
    "lines": ("lines of the file", "seconds", {
        "lines: to build": "", "lines: to import": ", to import",
        "lines: to arm": ", to arm a line"}),
    "stops": ("stops", "seconds for one stop", {"stops": ""}),
}  # fmt: skip


def growth(figures: Figures, out: Path) -> None:
    python = figures.newest("growth")
    for plot, (across, up, kinds) in GROWTH.items():
        curves = {}
        for of, more in kinds.items():
            for way in figures.ways("growth", of):
                found = [
                    (at, figures.row("growth", python, of, way, at))
                    for at in figures.points("growth", of)
                ]
                points = [(at, row["value"]) for at, row in found if row and "value" in row]
                if points:
                    curves[way + more] = points
        lines(out / f"growth-{plot}.svg", curves, f"{across} ({shown_name(python)})", up)


def main(results: str, folder: str) -> None:
    figures, out = Figures(Path(results)), Path(folder)
    for draw in (idle, hot_loop, growth):
        draw(figures, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
