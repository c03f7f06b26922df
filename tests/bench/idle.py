"""What it costs to be debuggable: programs of pyperformance in all states in which nothing stops.

Ours on the copy, others on the original. All are run alike; but debuggers under which a program takes up to
hundreds of times as long get fewer loops, once, and a limit: a row that was given up there says "more
than". Where a JIT has to get going ours get more loops, and others, which mostly keep it from going, are
compared with an original that got as many as they.
"""

from dataclasses import replace
from functools import partial

import debuggers
import no_ops
from places import ELSEWHERE
from pyperformance_programs import PROGRAMS, Program
from rounds import interleaved
from samples import ENOUGH, Work, per_loop
from setting import Setting
from unreached_lines import Prepared

LIMIT = 5.0  # seconds for a debugger
REPEAT = 3  # the first of them is the warm-up; the least counts
WARM = {"pypy": 20}  # so many times the loops: a JIT has compiled what is measured

OURS = {  # way: environment
    "hooks, nothing armed": {},
    "hooks, nothing armed, always called": {"PYINSTR_HOOKS": "call"},
    "hooks, armed in another module": {"PYINSTR_BREAK": ELSEWHERE},
    "hooks, armed in the module": {"PYINSTR_BREAK": "run_benchmark:{other}"},
    "hooks, armed in the busy function": {"PYINSTR_BREAK": "run_benchmark:{same}"},
}
DEBUGGERS = {  # way: which, line
    "pdb, another function": ("pdb", "other"),
    "pdb, the busy function": ("pdb", "same"),
    "debugpy, another function": ("debugpy", "other"),
    "debugpy, the busy function": ("debugpy", "same"),
}


def loops_of(python, program: Program) -> int:
    return program.loops * WARM.get(python.implementation, 1)


def our_works(setting: Setting, python, program: Program, prepared: Prepared) -> dict[str, Work]:
    copy = setting.copy_for(python, prepared.program.parent) / prepared.program.name
    found = {}
    for way, asked in OURS.items():
        variables = {
            name: text.format(same=prepared.same, other=prepared.other)
            for name, text in asked.items()
        }
        found[way] = Work(
            copy, loops_of(python, program), program.arguments, variables=variables, repeat=REPEAT
        )
    return found


def our_ways(setting: Setting, python, program: Program, prepared: Prepared) -> dict:
    def run(way: str) -> float:
        setting.needs_runtime(python)
        return per_loop(python, our_works(setting, python, program, prepared)[way])

    return {way: partial(run, way) for way in OURS}


def no_op_ways(python, program: Program, prepared: Prepared) -> dict:
    def run(mode: str) -> float:
        work = Work(prepared.program, program.loops, program.arguments, mode, repeat=REPEAT)
        return per_loop(python, work)

    return {way: partial(run, mode) for way, mode in no_ops.modes(python).items()}


def debugger_ways(setting: Setting, python, program: Program, prepared: Prepared) -> dict:
    quick = set()

    def run(debugger: str, place: str) -> float:
        points = [{"line": getattr(prepared, place)}]
        work = Work(prepared.program, program.debuggers, program.arguments, debugger, points, limit=LIMIT)
        if (debugger, place) not in quick:
            value = debuggers.per_loop(setting, python, work)
            if value * work.loops >= ENOUGH or setting.quick:
                return value
            quick.add((debugger, place))
        return debuggers.per_loop(setting, python, replace(work, loops=program.loops, repeat=REPEAT))

    return {way: partial(run, *how) for way, how in DEBUGGERS.items()}


def bare_way(python, program: Program, prepared: Prepared, loops: int) -> dict:
    work = Work(prepared.program, loops, program.arguments, repeat=REPEAT)
    return {"bare": lambda: per_loop(python, work)}


def bench(setting: Setting, python) -> list[dict]:
    rows = []
    for program in setting.some(PROGRAMS, 1):
        prepared = prepared_once(setting, program)
        bare = bare_way(python, program, prepared, program.loops)
        ours = our_ways(setting, python, program, prepared)
        others = no_op_ways(python, program, prepared)
        others |= debugger_ways(setting, python, program, prepared)
        if (loops := loops_of(python, program)) == program.loops:
            rows += interleaved(program.name, bare | ours | others, setting.rounds, spared=DEBUGGERS)
        else:
            warm = bare_way(python, program, prepared, loops)
            rows += interleaved(program.name, warm | ours, setting.rounds)
            rows += interleaved(program.name, bare | others, setting.rounds, spared=DEBUGGERS)[1:]
    return rows


def prepared_once(setting: Setting, program: Program) -> Prepared:
    """All interpreters run the same copies."""
    if program.name not in setting.prepared:
        setting.prepared[program.name] = program.prepare(setting.scratch)
    return setting.prepared[program.name]
