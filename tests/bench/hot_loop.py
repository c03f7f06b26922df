"""What is armed in a loop of four simple lines and never stops it: ours and other debuggers'.

All is told per million rounds; debuggers and views that take longer run a part of them.
"""

from dataclasses import replace
from functools import partial

import debuggers
import no_ops
from places import BEGIN, ELSEWHERE, IN_THE_LOOP, LOOP, NEVER_CALLED, NEVER_REACHED
from rounds import interleaved
from samples import Work, multiplied, of_enough, per_loop
from setting import Setting

MILLION = 1_000_000
MANY = 1_000_000_000  # rounds, at most: for loops of which a JIT leaves next to nothing
LIMIT = 10.0
HERE = f"tight_loop:{IN_THE_LOOP}"
FIRST = f"tight_loop:{BEGIN}"


def at_first_line(command: str) -> dict[str, str]:
    return {"PYINSTR_BREAK": FIRST, "PYINSTR_COMMANDS": f"clear 1;;{command};;continue"}


OURS = {  # way: (rounds, environment)
    "hooks, nothing armed": (500_000, {}),
    "hooks, nothing armed, always called": (500_000, {"PYINSTR_HOOKS": "call"}),
    "hooks, another module": (500_000, {"PYINSTR_BREAK": ELSEWHERE}),
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

OF_BOTH = {  # what is set: the line and, in debugpy's protocol or typed at pdb's prompt, the rest
    "another function": (NEVER_CALLED, {}),
    "same function, other line": (NEVER_REACHED, {}),
    "condition never true": (IN_THE_LOOP, {"condition": "i < 0"}),
}
POINTS = {
    "pdb": OF_BOTH | {
        "hit never reached": (IN_THE_LOOP, {"typed": ["ignore 1 1000000000"]}),
        "log point, written": (IN_THE_LOOP, {"typed": ["commands 1", "silent", "p i", "continue"]}),
    },
    "debugpy": OF_BOTH | {
        "hit never reached": (IN_THE_LOOP, {"hitCondition": "1000000000"}),
        "log point, written": (IN_THE_LOOP, {"logMessage": "{i}"}),
    },
}  # fmt: skip


def a_million(setting: Setting, run, rounds: int) -> float:
    """Seconds of a million rounds, by `run(rounds)`, which gives those of one."""
    few = setting.few(rounds)
    return multiplied(MILLION, lambda: of_enough(run, few, few if setting.quick else MANY))


def of_loops(python, work: Work, loops: int) -> float:
    """Seconds of one of so many."""
    return per_loop(python, replace(work, loops=loops))


def our_ways(setting: Setting, python) -> dict:
    def run(rounds: int, variables: dict, hooks: str = "") -> float:
        setting.needs_runtime(python)
        program = setting.copy_for(python, setting.programs, hooks) / LOOP
        filled = {name: text.replace("{scratch}", str(setting.scratch))
                  for name, text in variables.items()}  # fmt: skip
        work = Work(program, variables=filled)
        return a_million(setting, partial(of_loops, python, work), rounds)

    ways = {way: partial(run, *how) for way, how in OURS.items()}
    if python.implementation != "pypy":
        return ways
    return ways | {f"{way}, by dbg()": partial(run, *OURS[way], "frame") for way in OF_OTHER_HOOKS}


def no_op_ways(setting: Setting, python) -> dict:
    def run(mode: str) -> float:
        work = Work(setting.programs / LOOP, mode=mode)
        return a_million(setting, partial(of_loops, python, work), 200_000)

    return {way: partial(run, mode) for way, mode in no_ops.modes(python).items()}


def debugger_ways(setting: Setting, python) -> dict:
    def run(debugger: str, point: dict) -> float:
        work = Work(setting.programs / LOOP, points=[point], limit=LIMIT, mode=debugger)

        def a_round(rounds: int) -> float:
            return debuggers.per_loop(setting, python, replace(work, loops=rounds))

        return a_million(setting, a_round, 10_000)

    return {
        f"{debugger}, {name}": partial(run, debugger, {"line": line, **point})
        for debugger, points in POINTS.items()
        for name, (line, point) in points.items()
    }


def bench(setting: Setting, python) -> list[dict]:
    bare = Work(setting.programs / LOOP)
    ways = {"plain": lambda: a_million(setting, partial(of_loops, python, bare), 500_000)}
    ways |= our_ways(setting, python) | no_op_ways(setting, python) | debugger_ways(setting, python)
    return interleaved("a million rounds", ways, setting.rounds)
