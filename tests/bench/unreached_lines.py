"""Gives a program two lines that could stop and are never reached: a breakpoint there is never hit.

One is in a busy function, whose first lines become `if not __name__:` and `return`; the other one
in a function that nobody calls, in front of it. The program must not have the latter's name.
"""

import ast
from dataclasses import dataclass
from pathlib import Path

NEVER_CALLED = ["def never_called():", "    return None", ""]
NEVER_LEFT = ["if not __name__:", "    return"]


@dataclass(frozen=True)
class Prepared:
    """A program, the line in its busy function, and the one in the function that nobody calls."""

    program: Path
    same: int
    other: int


def owner_of(tree: ast.Module, name: str):
    """The statement of the module that holds the function of that qualified name, and itself."""
    body, top = tree.body, None
    for part in name.split("."):
        found = next((one for one in body if getattr(one, "name", None) == part), None)
        if found is None:
            raise LookupError(f"there is no {name}")
        body, top = found.body, top or found
    return top, found


def first_line(node: ast.stmt) -> int:
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])


def with_unreached(text: str, busy: str) -> tuple[str, int, int]:
    """The text with these lines, and their numbers: in the busy function, and in the other one."""
    tree, lines = ast.parse(text), text.split("\n")
    top, function = owner_of(tree, busy)
    described = ast.get_docstring(function, clean=False) is not None and len(function.body) > 1
    behind = function.body[1 if described else 0]
    blanks = " " * behind.col_offset
    at = first_line(behind) - 1
    lines[at:at] = [blanks + line for line in NEVER_LEFT]
    before = first_line(top) - 1
    lines[before:before] = NEVER_CALLED
    return "\n".join(lines), at + len(NEVER_CALLED) + len(NEVER_LEFT), before + 2
