"""Writes modules of any length, of functions like those that people write."""

from pathlib import Path

FUNCTION = '''\
def function_{n}(value, limit={n}):
    """Doubles a value until it is large enough."""
    steps = 0
    while value < limit:
        value = value * 2 + 1
        steps += 1
    if steps > 10:
        print("many steps")
    return value, steps

'''
FUNCTION_LINES = FUNCTION.count("\n")


def write_functions(path: Path, lines: int) -> None:
    """So many lines, a function after the other one."""
    with path.open("w", encoding="utf-8") as file:
        for n in range(lines // FUNCTION_LINES):
            file.write(FUNCTION.format(n=n))
