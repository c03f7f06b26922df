"""Jumps in large functions and over built-in hooks of either spelling, which a transcript cannot show."""

import subprocess

import pytest

from support import environment

FILLING = 120
"""Statements before the line that is jumped from: jumps in it need more than one byte."""

PROGRAM = [
    "def f(n):",
    *["    n = n.real.real.real"] * FILLING,
    "    if n == 1: n = 100",
    "    while n < 3: n = n.real.real.real + 1",
    "    for i in (1, 2): n += i",
    "    with open(__file__) as file: n += 1000",
    *["    n = n.real.real.real"] * FILLING,
    "    return n",
    "",
    "print(f(1))",
]
LAST = PROGRAM.index("    return n") + 1
FIRST_FORM = FILLING + 2


@pytest.mark.parametrize("hooks", ["frame", "numbered"])
def test_jumps_in_large_functions(python, pyinstr, tmp_path, hooks):
    if python.implementation == "pypy":
        pytest.skip("refused on PyPy")
    source, copy = tmp_path / "large.py", tmp_path / "out" / "large.py"
    source.write_text("\n".join(PROGRAM) + "\n", encoding="utf-8")
    pyinstr("build", "--quiet", "--hooks", hooks, source, copy)
    lines = [2, *range(FIRST_FORM + 1, FIRST_FORM + 4), FIRST_FORM, LAST]
    commands = [command for line in lines for command in (f"jump {line}", "p n")]
    ran = subprocess.run(
        [python.path, copy],
        env=environment.clean(
            PYINSTR_BREAK=f"large:{FIRST_FORM}", PYINSTR_COMMANDS="\n".join(["clear 1", *commands, "continue"])
        ),
        capture_output=True,
        text=True,
    )
    stops = [line for line in ran.stdout.splitlines() if line.startswith("stopped")]
    assert stops == [
        f"stopped: breakpoint 1, large.py:{FIRST_FORM} in f",
        *[f"stopped: step, large.py:{line} in f" for line in lines],
    ], ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[-1] == "1"
    assert (ran.stderr, ran.returncode) == ("", 0)
