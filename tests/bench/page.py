"""Draws docs/benchmarks from the file of results, and from nothing else: index.md and its plots."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fetched import environment_with
from figures import Figures, shown_name
from other_documents import build_table, shown_elsewhere
from places import ONE_ROUND
from results import natural
from samples import last_words
from setting import BENCH
from summary import summary
from tables import amount, by_python, curve, mean_shown, multiple, table

EVERYWHERE = ["hot-loop", "afterwards", "startup", "size", "growth", "instructions", "idle"]
ONCE = ["builds"]  # parts that one interpreter is enough for

HEAD = """\
<!-- Drawn by `tests/bench/run page` from results.json. -->
# Benchmarks

`tests/bench/run` takes all of this, the ways of each table interleaved, and draws this page from
[results.json](results.json). Times are of the processor unless something else is said. What is not a
time is a multiple of the same program without a debugger: the least of all rounds of the one to that of
the other, since what disturbs a program only slows it down; or the mean of their multiples, where the
one was run in fewer rounds. Such ratios are good to about a fifth, though more digits are shown. `> 9`
was given up then.
"""

SHORT = """\
The best figure of each row is bold, whoever has it, and what is within a tenth of it. Of hooks it is the
copy that runs; pdb and debugpy run the original. Hooks are in the text, so they always cost something: a
program that nobody debugs costs pdb and debugpy nothing. From CPython 3.14 on pdb uses `sys.monitoring`,
and a breakpoint that is not hit costs it next to nothing, unless it is in a function that is called over
and over (or, wherever it is, in the program `comprehensions`).
"""

IDLE = """\
Programs of pyperformance whose work is in their own Python, some with smaller inputs, and with two
lines added that are never reached (`tests/bench/pyperformance_programs.py` has them). Geometric
means over all programs, in brackets the least and the most of them. Debuggers were run twice, and once where
a program took more than eight times as long. On PyPy copies and their originals ran twenty times as long, so
that its JIT had compiled what was measured.
Hundreds of times, there, is `unpack_sequence`: a loop of 400 lines of which the JIT leaves nothing,
and which is too long for it with hooks in a file where something is armed.
"""

LOOP = """\
A loop of four simple lines, of which hooks are a large part. Multiples of the plain loop, whose row is
the time of a million rounds. Whatever is armed, nothing stops. pdb's hit count is `ignore`, and its log
point `commands` that print and go on.
"""

AFTERWARDS = """\
The same loop, after something happened in it that is over: multiples of the copy in which nothing
did. In the second row a breakpoint stays armed, to compare.
"""

INSTRUCTIONS = """\
Instructions of one loop, counted by valgrind: repeatable where times are not. Multiples of those of
the original.
"""


def circumstances(figures: Figures) -> list[str]:
    """Where and when; each way of saying it once."""
    all_taken = [figures.parts[part][python]["taken"]
                 for part in figures.parts for python in figures.pythons(part)]  # fmt: skip
    machines = {
        f"{one['cpu']}, {one['cores']} cores, {one['system']}, pyinstr: {one['pyinstr']}"
        for one in all_taken
    }
    notes = {one["note"] for one in all_taken if one["note"]}
    days = sorted(one["at"][:10] for one in all_taken)
    rounds = sorted({one["rounds"] for one in all_taken})
    lines = [
        f"Taken from {days[0]} to {days[-1]}, what is quick in {rounds[0]} to {rounds[-1]} rounds, on:",
        "",
    ]
    lines += [f"- {one}" for one in sorted(machines)]
    lines += [f"- {one}" for one in sorted(notes)]
    releases = {shown_name(python): figures.parts[part][python]["taken"]["release"]
                for part in figures.parts for python in figures.pythons(part)}  # fmt: skip
    return [
        *lines,
        "- " + ", ".join(f"{name} is {release}" for name, release in sorted(releases.items())),
        "",
    ]


def idle(figures: Figures) -> list[str]:
    pythons, newest = figures.pythons("idle"), figures.newest("idle")
    if not newest:
        return []
    ways = [way for way in figures.ways("idle") if way not in ("bare", "all")]
    programs = len({row["of"] for row in figures.rows("idle", newest)})
    means = [
        [way, *(mean_shown(figures.mean("idle", one, way), programs) for one in pythons)]
        for way in ways
    ]
    return [
        "## Programs in which nothing stops", "", IDLE,
        "![Geometric means over programs](idle.svg)", "",
        *table(["", *map(shown_name, pythons)], means),
        *program_by_program(figures, "idle", dict.fromkeys(ways, multiple)),
    ]  # fmt: skip


def program_by_program(figures: Figures, part: str, cells: dict) -> list[str]:
    """Of the newest interpreter, a column a way; `cells` tell how each is written."""
    python = figures.newest(part)
    programs = dict.fromkeys(row["of"] for row in figures.rows(part, python))
    body = [
        [name, *(cell(figures.row(part, python, name, way)) for way, cell in cells.items())]
        for name in programs
        if name != ONE_ROUND
    ]
    return [f"Program by program, {shown_name(python)}:", "", *table(["", *cells], body)]


def hot_loop(figures: Figures) -> list[str]:
    of = "a million rounds"
    pythons = figures.pythons("hot-loop")
    plain = ["plain", *(amount(figures.row("hot-loop", one, of, "plain")) for one in pythons)]
    ways = [way for way in figures.ways("hot-loop", of) if way != "plain"]
    rows = [
        [way, *(multiple(figures.row("hot-loop", one, of, way)) for one in pythons)] for way in ways
    ]
    return [
        "## A hot loop", "", LOOP, "![Seconds for a million rounds](hot-loop.svg)", "",
        *table(["", *map(shown_name, pythons)], [plain, *rows]),
        AFTERWARDS, *by_python(figures, "afterwards", of, multiple),
    ]  # fmt: skip


def instructions(figures: Figures) -> list[str]:
    part = "instructions"
    pythons = figures.measured_on(part)
    if not pythons:
        return []
    programs = figures.counted_programs()
    ways = [way for way in figures.ways(part) if figures.mean(part, pythons[-1], way, programs)]
    means = [
        [f"programs, geometric mean: {way}",
         *(mean_shown(figures.mean(part, one, way, programs), len(programs)) for one in pythons)]
        for way in ways
    ]  # fmt: skip
    of_the_loop = []
    for way in figures.ways(part, ONE_ROUND):
        cell = amount if way == "plain" else multiple
        of_the_loop.append([f"{ONE_ROUND}: {way}",
                            *(cell(figures.row(part, one, ONE_ROUND, way)) for one in pythons)])  # fmt: skip
    return [
        "## Instructions", "", INSTRUCTIONS,
        *table(["", *map(shown_name, pythons)], [*means, *of_the_loop]),
        *program_by_program(figures, part, {"plain": amount} | dict.fromkeys(ways, multiple)),
    ]  # fmt: skip


ENDS = [  # where curves end: in words, of, at
    ("a million rounds in 8 threads", "threads", 8),
    ("a million calls beside 10,000 breakpoints", "breakpoints: a million", 10_000),
    ("to set the first breakpoint in 100,000 lines", "breakpoints: to set them all", 1),
    ("to set 10,000 there", "breakpoints: to set them all", 10_000),
    ("to import 100,000 lines, not cached", "lines: to import", 100_000),
    ("one stop of 1,000", "stops", 1_000),
    ("one stop of 10,000", "stops", 10_000),
]


def ends(figures: Figures) -> list[str]:
    """A row an end and way, a column an interpreter."""
    part = "growth"
    pythons = figures.pythons(part)
    body = [
        [f"{end}: {way}", *(amount(figures.row(part, one, of, way, at)) for one in pythons)]
        for end, of, at in ENDS
        for way in figures.ways(part, of)
    ]
    return ["### Where it ends, on each interpreter", "", *table(["", *map(shown_name, pythons)], body)]


def growth(figures: Figures) -> list[str]:
    def one(title: str, plot: str, *curves) -> list[str]:
        tables = [
            line for text, of, cell in curves for line in (text, "", *curve(figures, of, cell))
        ]
        return [
            f"### {title}",
            "",
            f"![How cost grows {title[0].lower()}{title[1:]}](growth-{plot}.svg)",
            "",
            *tables,
        ]

    return [
        "## How cost grows", "",
        *one("With threads", "threads",
             ("A million rounds of the hot loop, shared by so many threads; seconds on the clock.",
              "threads", amount)),
        *one("With breakpoints", "breakpoints",
             ("So many breakpoints in other functions of a module of 100,000 lines: a million "
              "calls beside them.", "breakpoints: a million", amount),
             ("To set them all, on the clock (the first one reads where the module's lines are).",
              "breakpoints: to set them all", amount)),
        *one("With the lines of a file", "lines",
             ("To build its copy, on the clock:", "lines: to build", amount),
             ("To import it, not cached, on the clock:", "lines: to import", amount),
             ("To arm its last line, on the clock, in a process that has imported it:",
              "lines: to arm", amount)),
        *one("With stops", "stops",
             ("One stop of so many, each answered at once (debugpy's on the clock).",
              "stops", amount)),
        *ends(figures),
    ]  # fmt: skip


def startup_and_size(figures: Figures) -> list[str]:
    return [
        "## Start and size", "",
        "An import of the debugger, in a new process, on the clock. What our prompt needs is imported at the",
        "first stop.", "",
        *by_python(figures, "startup", "an import", amount),
        "A whole process that runs ten rounds of the loop and stops once, on the clock. (`python -m pdb` also",
        "stops before the first line, and starts the program again at its end.)", "",
        *by_python(figures, "startup", "a process", amount),
        "The most memory of a process that has loaded 2,000 small modules of the library, and compiled them:",
        "",
        *by_python(figures, "size", "memory", amount),
        "These modules on the disk:", "", *by_python(figures, "size", "bytes on", amount),
    ]  # fmt: skip


def builds(figures: Figures) -> list[str]:
    return ["## Builds", "", *build_table(figures)] if figures.pythons("builds") else []


def not_taken(figures: Figures) -> list[str]:
    """Parts that were not run on an interpreter of which there are other figures."""
    known = sorted(
        {python for part in figures.parts for python in figures.pythons(part)}, key=natural
    )
    found = []
    for part in EVERYWHERE + ONCE:
        there = figures.pythons(part)
        lacking = [] if part in ONCE and there else [one for one in known if one not in there]
        if lacking:
            found.append(f"- Not taken on {', '.join(map(shown_name, lacking))}: {part}")
    return found


def missing(figures: Figures) -> list[str]:
    found = [f"- {shown_name(python)}, {part}, {row['of']}, {row['way']}: {row['missing']}"
             for part, python, row in figures.missing()]  # fmt: skip
    found += not_taken(figures)
    return ["## Missing", "", *(found or ["Nothing that was asked for."]), ""]


def text_of(figures: Figures) -> str:
    sections = [
        [HEAD], circumstances(figures), ["## In short", "", SHORT], summary(figures), idle(figures),
        hot_loop(figures),
        instructions(figures), growth(figures), startup_and_size(figures), builds(figures),
        missing(figures),
    ]  # fmt: skip
    return "\n".join(line for section in sections for line in section)


def write(results: Path, kept: Path, out: Path) -> None:
    """The page into a folder."""
    (out / "index.md").write_text(text_of(Figures(results)), encoding="utf-8")
    python = environment_with(kept / "page", Path(sys.executable), BENCH / "requirements-page.txt")
    done = subprocess.run(
        [python, BENCH / "plots.py", results, out], capture_output=True, text=True
    )
    if done.returncode != 0:
        sys.exit(f"the plots were not drawn: {last_words(done.stderr)}")


def stale(folder: Path, drawn: Path) -> list[Path]:
    """The files of a folder that are not as they were drawn now."""
    pairs = [(folder / path.name, path) for path in sorted(drawn.iterdir())]
    return [old for old, new in pairs if not old.exists() or old.read_bytes() != new.read_bytes()]


def draw(results: Path, kept: Path, documents: Path | None, check: bool) -> int:
    """The page beside its results, and the figures in other documents below that root; or, to
    check, which of them are not what the results give. A status."""
    others = shown_elsewhere(Figures(results), documents) if documents else {}
    wrong = [path for path, text in others.items() if path.read_text(encoding="utf-8") != text]
    with tempfile.TemporaryDirectory() as scratch:
        write(results, kept, Path(scratch))
        wrong += stale(results.parent, Path(scratch))
        if not check:
            shutil.copytree(scratch, results.parent, dirs_exist_ok=True)
    if not check:
        for path, text in others.items():
            path.write_text(text, encoding="utf-8")
        print(f"page: {results.parent / 'index.md'}")
        return 0
    for path in wrong:
        print(f"{path} is not what {results.name} gives: tests/bench/run page", file=sys.stderr)
    return 1 if wrong else 0
