#!/usr/bin/env python3
"""What a breakpoint costs a tight loop on one interpreter, beside its own pdb.

    tests/bench/loop_states.py PYTHON [ROUNDS [REPEATS]]

Nanoseconds of CPU time for each round of programs/tight_loop.py, the best of the repeats: bare; hooks of
both kinds idle, armed in the same function and never reached, and with a condition that declines each
round; and pdb with the same two breakpoints, in a hundredth of the rounds.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path.insert(0, str(BENCH.parent))

from support import environment  # noqa: E402

COMMAND = Path(os.environ.get("PYINSTR_BUILD", BENCH.parent.parent / "build" / "dev")) / "cli" / "pyinstr"
PROGRAM = "tight_loop.py"
NEVER, DECLINED = "return elsewhere.never()", "total ^= i"
CONDITION = "i < 0"
MEASURE = """
import sys, time
sys.path.insert(0, {folder!r})
import tight_loop
def best():
    times = []
    for _ in range({repeats}):
        begin = time.process_time()
        tight_loop.loop({rounds})
        times.append(time.process_time() - begin)
    return min(times) * 1e9 / {rounds}
{run}
"""
OURS = "print(best())"
PDB = """
import pdb
debugger = pdb.Pdb(stdout=sys.stderr)
debugger.set_break(tight_loop.__file__, {line}, cond={condition!r})
debugger.rcLines += ["continue"]
print(debugger.runeval("best()", globals()))
"""


def line_of(text):
    lines = (BENCH / "programs" / PROGRAM).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def measure(python, folder, rounds, repeats, run=OURS, **variables):
    program = MEASURE.format(folder=str(folder), rounds=rounds, repeats=repeats, run=run)
    done = subprocess.run(
        [python, "-c", program],
        env=environment.clean(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(done.stderr)
    return float(done.stdout.split()[-1])


def main(python, rounds=20_000_000, repeats=5):
    places = {"never reached": (line_of(NEVER), None), "declined": (line_of(DECLINED), CONDITION)}
    amount = rounds, repeats
    print(f"bare: {measure(python, BENCH / 'programs', *amount):.2f}")
    with tempfile.TemporaryDirectory() as folder:
        for hooks in "numbered", "frame":
            copy = Path(folder, hooks)
            subprocess.run([COMMAND, "build", "--quiet", "--hooks", hooks, BENCH / "programs", copy], check=True)
            print(f"{hooks} hooks, idle: {measure(python, copy, *amount):.2f}")
            for what, (line, condition) in places.items():
                asked = f"tight_loop:{line}" + (f" if {condition}" if condition else "")
                print(f"{hooks} hooks, {what}: {measure(python, copy, *amount, PYINSTR_BREAK=asked):.2f}")
    for what, (line, condition) in places.items():
        run = PDB.format(line=line, condition=condition)
        print(f"pdb, {what}: {measure(python, BENCH / 'programs', rounds // 100, 2, run):.0f}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
