"""What is armed in a loop of four simple lines and never stops it: ours and other debuggers'.

All is told per million rounds; debuggers and views that take longer run a part of them.
"""

from dataclasses import replace
from functools import partial

import debugpy_run
from places import BEGIN, IN_THE_LOOP, LOOP, NEVER_CALLED, NEVER_REACHED
from rounds import interleaved
from samples import Work, multiplied, of_enough, per_loop
from setting import Setting

MILLION = 1_000_000
LIMIT = 10.0
HERE = f"tight_loop:{IN_THE_LOOP}"
FIRST = f"tight_loop:{BEGIN}"


def at_first_line(command: str) -> dict[str, str]:
    return {"PYINSTR_BREAK": FIRST, "PYINSTR_COMMANDS": f"clear 1;;{command};;continue"}


OURS = {  # way: (rounds, environment)
    "hooks, nothing armed": (500_000, {}),
    "hooks, nothing armed, always called": (500_000, {"PYINSTR_HOOKS": "call"}),
    "hooks, another module": (500_000, {"PYINSTR_BREAK": "elsewhere:5"}),
    "hooks, another function": (500_000, {"PYINSTR_BREAK": f"tight_loop:{NEVER_CALLED}"}),
    "hooks, same function, other line": (
        500_000, {"PYINSTR_BREAK": f"tight_loop:{NEVER_REACHED}"}),
    "hooks, condition never true": (500_000, {"PYINSTR_BREAK": f"{HERE} if i < 0"}),
    "hooks, condition of operators": (
        500_000, {"PYINSTR_BREAK": f"{HERE} if i % 7 > 6 or total < 0"}),
    "hooks, condition with a call": (500_000, {"PYINSTR_BREAK": f"{HERE} if isinstance(i, str)"}),
    "hooks, condition with a comprehension": (
        500_000, {"PYINSTR_BREAK": f"{HERE} if [n for n in (i,) if n < 0]"}),
    "hooks, hit never reached": (500_000, {"PYINSTR_BREAK": f"{HERE} hit 1000000000"}),
    "hooks, log point, condition never true": (500_000, {"PYINSTR_LOG": f"{HERE} if i < 0: {{i}}"}),
    "hooks, log point, written": (20_000, {"PYINSTR_LOG": f"{HERE}: {{i}}"}),
    "hooks, watch of a local that never changes": (50_000, at_first_line("watch rounds")),
    "hooks, watch, condition never true": (50_000, at_first_line("watch i if i < 0")),
    "hooks, stopwhen, never true": (50_000, at_first_line("stopwhen i < 0")),
    "hooks, count": (50_000, {"PYINSTR_VIEWS": "count into {scratch}/counts.txt"}),
    "hooks, trace of lines into a file": (
        4_000, {"PYINSTR_VIEWS": "trace lines into {scratch}/lines.txt"}),
    "hooks, trace of a value into a file": (
        4_000, {"PYINSTR_VIEWS": "trace total of loop into {scratch}/values.txt"}),
}  # fmt: skip

OF_OTHER_HOOKS = [
    "hooks, nothing armed", "hooks, same function, other line", "hooks, condition never true"]
"""Taken of copies made for every interpreter, too, where hooks of another kind are usual."""

NO_OPS = {  # way: (mode, first version that has it)
    "sys.settrace, no-op": ("settrace", (3, 0)),
    "sys.monitoring, PY_START, no-op": ("calls", (3, 12)),
    "sys.monitoring, PY_START and LINE, no-op": ("calls and lines", (3, 12)),
}

POINTS = {  # what is set, in the protocol's words
    "another function": {"line": NEVER_CALLED},
    "same function, other line": {"line": NEVER_REACHED},
    "condition never true": {"line": IN_THE_LOOP, "condition": "i < 0"},
    "hit never reached": {"line": IN_THE_LOOP, "hitCondition": "1000000000"},
    "log point, written": {"line": IN_THE_LOOP, "logMessage": "{i}"},
}
OF_PDB = list(POINTS)[:3]


def quick(python, work: Work) -> float:
    """Of a loop; with a JIT of many more, if the start of so few would be what is measured."""
    many = 40 * work.loops if python.implementation == "pypy" else work.loops
    return of_enough(lambda loops: per_loop(python, replace(work, loops=loops)), work.loops, many)


def our_ways(setting: Setting, python) -> dict:
    def run(rounds: int, variables: dict, hooks: str = "") -> float:
        setting.needs_runtime(python)
        program = setting.copy_for(python, setting.programs, hooks) / LOOP
        filled = {name: text.replace("{scratch}", str(setting.scratch))
                  for name, text in variables.items()}  # fmt: skip
        work = Work(program, setting.few(rounds), variables=filled)
        return multiplied(MILLION, lambda: quick(python, work))

    ways = {way: partial(run, *how) for way, how in OURS.items()}
    if python.implementation != "pypy":
        return ways
    return ways | {f"{way}, by dbg()": partial(run, *OURS[way], "frame") for way in OF_OTHER_HOOKS}


def no_op_ways(setting: Setting, python) -> dict:
    def run(mode: str) -> float:
        work = Work(setting.programs / LOOP, setting.few(200_000), mode=mode)
        return multiplied(MILLION, lambda: per_loop(python, work))

    return {
        way: partial(run, mode) for way, (mode, since) in NO_OPS.items() if python.version >= since
    }


def debugger_ways(setting: Setting, python) -> dict:
    def run(debugger: str, point: dict) -> float:
        def loops(number: int) -> float:
            work = Work(setting.programs / LOOP, setting.few(number), points=[point], limit=LIMIT,
                        mode=debugger)  # fmt: skip
            if debugger == "pdb":
                return per_loop(python, work)
            return debugpy_run.per_loop(setting, python, work)

        return multiplied(MILLION, lambda: of_enough(loops, 10_000, MILLION))

    pdb = {f"pdb, {name}": partial(run, "pdb", POINTS[name]) for name in OF_PDB}
    return pdb | {
        f"debugpy, {name}": partial(run, "debugpy", point) for name, point in POINTS.items()
    }


def bench(setting: Setting, python) -> list[dict]:
    bare = Work(setting.programs / LOOP, setting.few(MILLION))
    ways = {"plain": lambda: multiplied(MILLION, lambda: quick(python, bare))}
    slow = ways | debugger_ways(setting, python)
    ways |= our_ways(setting, python) | no_op_ways(setting, python)
    rows = interleaved("a million rounds", ways, setting.rounds)
    return rows + interleaved("a million rounds", slow, 1)[1:]
