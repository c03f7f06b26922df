"""Instructions a round, counted by valgrind: what a busy machine cannot blur.

The difference of a long and a short run in two children of one process, which has begun and run once: so
starting Python is left out, and done once. Counts repeat to a fraction of a percent, so each is taken once, on
all cores at a time.
"""

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import hot_loop
import idle
import no_ops
from places import LOOP, ONE_ROUND
from pyperformance_programs import PROGRAMS, Program
from rounds import interleaved
from samples import MEASURE, Unmeasured, Work, ended, last_words
from setting import Setting

SHORT, LONG = 1_000, 6_000  # rounds of the hot loop
COUNTED_INSIDE = MEASURE.with_name("counted.py")
TOOL = "cachegrind-amd64-linux"
VALGRIND = [f"{folder}/valgrind/{TOOL}" for folder in ("/usr/libexec", "/usr/lib", "/usr/lib64", "/usr/local/libexec")]
NEEDED = [TOOL, "vgpreload_core-amd64-linux.so", "default.supp"]
COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
OURS = ["hooks, nothing armed", "hooks, another module", "hooks, same function, other line",
        "hooks, condition never true", "hooks, condition of operators",
        "hooks, condition with a call", "hooks, condition with a comprehension",
        "hooks, hit never reached"]  # fmt: skip
OF_PROGRAMS = ["hooks, nothing armed", "hooks, armed in the busy function"]


def tool(setting: Setting) -> Path:
    """Valgrind's own, with its files in a folder that every interpreter can see."""
    found = [one.parent for one in map(Path, VALGRIND) if one.exists()]
    if not found:
        raise Unmeasured("valgrind is not installed")
    kept = setting.scratch / "valgrind"
    if not kept.exists():
        kept.mkdir()
        for name in NEEDED:
            shutil.copy(found[0] / name, kept)
    return kept / TOOL


def a_loop(python, work: Work, short: int, long: int, valgrind: Path) -> float:
    """Instructions of one loop more."""
    spec = replace(work, loops=short).spec(children=[short, long])
    done = ended([python.path, "-S", COUNTED_INSIDE, valgrind, MEASURE, spec], 580, **work.variables)
    found = [int(number.replace(",", "")) for number in COUNTED.findall(done.stderr)]
    if done.returncode != 0 or len(found) != 3:  # the children's, as they ended, and their parent's
        raise Unmeasured(f"status {done.returncode}: {last_words(done.stderr)}")
    return (found[1] - found[0]) / (long - short)


def of_the_loop(setting: Setting, python) -> dict[str, Work]:
    original = setting.programs / LOOP
    ours = setting.copy_for(python, setting.programs) / LOOP
    found = {"plain": Work(original)}
    found |= {way: Work(ours, variables=hot_loop.OURS[way][1]) for way in OURS}
    return found | {way: Work(original, mode=mode) for way, mode in no_ops.modes(python).items()}


def of_a_program(setting: Setting, python, program: Program) -> dict[str, Work]:
    prepared = idle.prepared_once(setting, program)
    ours = idle.our_works(setting, python, program, prepared)
    bare = Work(prepared.program, arguments=program.arguments)
    return {"plain": bare} | {way: replace(ours[way], repeat=1) for way in OF_PROGRAMS}


def bench(setting: Setting, python) -> list[dict]:
    if python.implementation == "pypy":
        raise Unmeasured("instructions that a JIT writes depend on when it wrote them")
    valgrind = tool(setting)
    setting.needs_runtime(python)
    ways = of_the_loop(setting, python)
    ways = {way: ways[way] for way in setting.some(list(ways), 2)}
    wanted = {ONE_ROUND: (ways, SHORT, LONG)}
    for program in setting.some(PROGRAMS, 0):
        loops = program.debuggers
        wanted[program.name] = (of_a_program(setting, python, program), loops, 2 * loops)
    rows = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {
            of: {way: pool.submit(a_loop, python, work, short, long, valgrind) for way, work in ways.items()}
            for of, (ways, short, long) in wanted.items()
        }
        for of, ways in running.items():
            results = {way: future.result for way, future in ways.items()}
            rows += interleaved(of, results, 1, "instructions")
    return rows
