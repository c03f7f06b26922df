"""What it costs to be debuggable: programs of pyperformance in all states in which nothing stops.

Ours on the copy, others on the original. Debuggers get fewer loops and a limit, since they take up
to hundreds of times as long; a row that was given up there says "more than". Where a JIT has to get going
ours get more loops, and others, which mostly keep it from going, are compared with an original that got as
many as they.
"""

from functools import partial

import debugpy_run
from pyperformance_programs import PROGRAMS, Program
from rounds import interleaved
from samples import Work, of_enough, per_loop
from setting import Setting
from unreached_lines import Prepared

LIMIT = 2.0  # processor seconds for a debugger
REPEAT = 3  # the first of them is the warm-up; the least counts
WARM = {"pypy": 20}  # so many times the loops: a JIT has compiled what is measured

OURS = {  # way: environment
    "hooks, nothing armed": {},
    "hooks, nothing armed, always called": {"PYINSTR_HOOKS": "call"},
    "hooks, armed in another module": {"PYINSTR_BREAK": "elsewhere:5"},
    "hooks, armed in the module": {"PYINSTR_BREAK": "run_benchmark:{other}"},
    "hooks, armed in the busy function": {"PYINSTR_BREAK": "run_benchmark:{same}"},
}
NO_OPS = {  # way: mode, first version that has it
    "sys.settrace, no-op": ("settrace", (3, 0)),
    "sys.monitoring, PY_START, no-op": ("calls", (3, 12)),
    "sys.monitoring, PY_START and LINE, no-op": ("calls and lines", (3, 12)),
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

    return {
        way: partial(run, mode) for way, (mode, since) in NO_OPS.items() if python.version >= since
    }


def debugger_ways(setting: Setting, python, program: Program, prepared: Prepared) -> dict:
    def run(debugger: str, place: str) -> float:
        points = [{"line": getattr(prepared, place)}]

        def loops(number: int) -> float:
            work = Work(prepared.program, number, program.arguments, debugger, points, limit=LIMIT)
            if debugger == "pdb":
                return per_loop(python, work)
            return debugpy_run.per_loop(setting, python, work)

        return of_enough(loops, program.debuggers, 4 * program.loops)

    if not program.debuggers:
        return {}
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
        no_ops = no_op_ways(python, program, prepared)
        if (loops := loops_of(python, program)) == program.loops:
            rows += interleaved(program.name, bare | ours | no_ops, setting.rounds)
        else:
            warm = bare_way(python, program, prepared, loops)
            rows += interleaved(program.name, warm | ours, setting.rounds)
            rows += interleaved(program.name, bare | no_ops, setting.rounds)[1:]
        slow = debugger_ways(setting, python, program, prepared)
        if slow:  # once: at tens of times what the program takes, a second round adds nothing
            rows += interleaved(program.name, bare | slow, 1)[1:]
    return rows


def prepared_once(setting: Setting, program: Program) -> Prepared:
    """All interpreters run the same copies."""
    if program.name not in setting.prepared:
        setting.prepared[program.name] = program.prepare(setting.scratch)
    return setting.prepared[program.name]
