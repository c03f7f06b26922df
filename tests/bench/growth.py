"""How cost grows: with threads, with breakpoints, with the lines of a file, with stops."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import debuggers
from hot_loop import a_million
from many_lines import FUNCTION_LINES, write_functions
from places import IN_THE_LOOP, NEVER_REACHED, STOP
from rounds import interleaved
from samples import Unmeasured, Work, measure, multiplied
from setting import Setting

LIMIT = 10.0  # seconds
MOST_SECONDS = 900.0  # for a million stops
THREADS = [1, 2, 4, 8]
POINTS = [1, 10, 100, 1_000, 10_000]
LINES = [1_000, 10_000, 100_000]
STOPS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
MOST_STOPS = {"hooks": 1_000_000, "pdb": 10_000, "debugpy": 1_000}
THREADED = {  # way: what is armed; None is the original
    "plain": None,
    "hooks, nothing armed": "",
    "hooks, same function, other line": f"tight_loop:{NEVER_REACHED}",
    "hooks, condition never true": f"tight_loop:{IN_THE_LOOP} if i < 0",
}


def threads(setting: Setting, python) -> list[dict]:
    """A million rounds in all, shared by N threads: seconds on the clock."""

    def run(number: int, armed: str | None) -> float:
        folder = setting.programs if armed is None else our_folder(setting, python)
        work = Work(folder / "many_threads.py", arguments=[str(number)],
                    variables={"PYINSTR_BREAK": armed} if armed else {})  # fmt: skip

        def a_round(rounds: int) -> float:
            return measure(python, replace(work, loops=rounds))["wall"] / rounds

        return a_million(setting, a_round, 400_000)

    rows = []
    for number in setting.some(THREADS, 2):
        ways = {way: partial(run, number, armed) for way, armed in THREADED.items()}
        rows += interleaved("threads: a million rounds", ways, setting.rounds, at=number)
    return rows


def our_folder(setting: Setting, python) -> Path:
    setting.needs_runtime(python)
    return setting.copy_for(python, setting.programs)


def generated(setting: Setting, lines: int) -> Path:
    """A folder with a module of so many lines, and the program that works with it."""
    folder = setting.scratch / f"lines-{lines}"
    if not folder.exists():
        folder.mkdir()
        write_functions(folder / "functions.py", lines)
        for name in ("armed.py", "imported.py"):
            (folder / name).write_bytes((setting.programs / name).read_bytes())
    return folder


def breakpoints(setting: Setting, python) -> list[dict]:
    """N breakpoints in one module, none of them hit: to set one of them, and to run beside them."""
    original = generated(setting, FUNCTION_LINES * (POINTS[-1] + 10))
    arming: dict[str, float] = {}

    def run(number: int, how: str) -> float:
        folder = original
        if how == "hooks":
            setting.needs_runtime(python)
            folder = setting.copy_for(python, original)

        def calls(loops: int) -> float:
            work = Work(folder / "armed.py", loops, [how, str(number)], limit=LIMIT)
            found = measure(python, work)
            arming[how] = found["arming"]
            return found["cpu"]

        def a_call(loops: int) -> float:
            return multiplied(1 / loops, partial(calls, loops))

        return a_million(setting, a_call, 1_000)

    def armed(how: str) -> float:
        if how not in arming:
            raise Unmeasured("it did not run")
        return arming.pop(how)

    rows = []
    for number in setting.some(POINTS, 2):
        ways = {"plain": "none", "hooks": "hooks", "pdb": "pdb"}
        running = {way: partial(run, number, how) for way, how in ways.items()}
        rows += interleaved("breakpoints: a million calls beside them", running, 1, at=number)
        setting_of = {how: partial(armed, how) for how in ("hooks", "pdb")}
        rows += interleaved("breakpoints: to set them all", setting_of, 1, at=number)
    return rows


def long_files(setting: Setting, python) -> list[dict]:
    """A module of N lines: to build its copy, to import it, and to arm its last line."""
    rows = []
    for lines in setting.some(LINES, 1):
        original = generated(setting, lines)

        def imported(value: str, ours: bool, original=original, lines=lines) -> float:
            if ours:
                setting.needs_runtime(python)
            folder = setting.copy_for(python, original) if ours else original
            work = Work(folder / "imported.py", 1, [str(lines), "hooks" if ours else "none"])
            return measure(python, work)[value]

        def built(original=original) -> float:
            out = setting.scratch / "built-again"
            return setting.run_build(original / "functions.py", out, "--force")["seconds"]

        rows += interleaved("lines: to build the copy", {"pyinstr build": built}, 1, at=lines)
        ways = {
            "plain": partial(imported, "import", False),
            "hooks": partial(imported, "import", True),
        }
        rows += interleaved("lines: to import it, not cached", ways, 1, at=lines)
        ways = {"hooks": partial(imported, "arming", True)}
        rows += interleaved("lines: to arm the last line", ways, 1, at=lines)
    return rows


def stops(setting: Setting, python) -> list[dict]:
    """N stops at one line, each answered at once: for one stop."""

    def run(how: str, number: int) -> float:
        work = Work(setting.programs / "stops.py", number, mode=how, points=[{"line": STOP}],
                    limit=MOST_SECONDS)  # fmt: skip
        if how == "hooks":
            work = replace(work, program=our_folder(setting, python) / "stops.py", mode="none",
                           variables={"PYINSTR_BREAK": f"stops:{STOP}"})  # fmt: skip
        found = debuggers.measured(setting, python, work)
        if found["stops"] != number:
            raise Unmeasured(f"it stopped {found['stops']} times")
        return found["wall" if how == "debugpy" else "cpu"] / number

    rows = []
    for number in setting.some(STOPS, 2):
        ways = {
            how: partial(run, how, number) for how, most in MOST_STOPS.items() if number <= most
        }
        if ways and number <= setting.most_stops:
            rows += interleaved("stops: one of them", ways, 1, at=number)
    return rows


def bench(setting: Setting, python) -> list[dict]:
    return [
        row for curve in (threads, breakpoints, long_files, stops) for row in curve(setting, python)
    ]
