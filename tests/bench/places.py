"""Lines of our own programs, named by their text."""

from pathlib import Path

PROGRAMS = Path(__file__).resolve().parent / "programs"


def line_of(program: str, text: str) -> int:
    """The number of the first line with that text in a program of programs/."""
    lines = (PROGRAMS / program).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


LOOP = "tight_loop.py"
ONE_ROUND = "a round of the hot loop"  # what its instructions are called
BEGIN = line_of(LOOP, "total = 0")
IN_THE_LOOP = line_of(LOOP, "i += 1")
NEVER_REACHED = line_of(LOOP, "return elsewhere.never()")
NEVER_CALLED = line_of(LOOP, "return None")
STOP = line_of("stops.py", "# here")
ELSEWHERE = f"elsewhere:{line_of('elsewhere.py', 'return None')}"
