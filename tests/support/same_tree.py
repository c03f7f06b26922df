"""Whether a copy's tree is the original's once the hooks are out of it.

Both trees are walked side by side without recursion: the library holds expressions deeper than
any recursion limit. Lines must be equal on every node that has them; columns may differ.
"""

import ast

from support.unhook import Unhook

IGNORED = {"col_offset", "end_col_offset", "ctx"}


def pairs_of(one: ast.AST, other: ast.AST, unhook: Unhook):
    """The attributes of two nodes side by side, less what may differ."""
    for field, left in one.__dict__.items():
        if field not in IGNORED:
            right = other.__dict__.get(field)
            yield field, left, originals(left, right, unhook) if isinstance(right, list) else right


def originals(left, right: list, unhook: Unhook) -> list:
    """A copy's list without what is ours; `*()` may be the program's own base."""
    rest = [node for node in right if not unhook.is_own_statement(node)]
    if isinstance(left, list) and len(left) != len(rest):
        rest = [node for node in rest if not unhook.is_own_base(node)]
    return rest


def first_difference(original: ast.AST, copy: ast.AST, name: str | None) -> str | None:
    """The first place where the trees differ, in words; None where they are the same."""
    unhook = Unhook(name)
    waiting = [(original, copy)]
    while waiting:
        one, other = waiting.pop()
        if isinstance(other, ast.expr):
            other = unhook.expression(other)
        if type(one) is not type(other):
            return f"{place(one)}: {shown(one)} became {shown(other)}"
        if not isinstance(one, ast.AST):
            if one != other:
                return f"{one!r} became {other!r}"
            continue
        for field, left, right in pairs_of(one, other, unhook):
            if isinstance(left, list):
                if not isinstance(right, list) or len(left) != len(right):
                    return f"{place(one)}: {shown(one)}.{field} has another length"
                waiting.extend(zip(left, right))
            elif isinstance(left, ast.AST):
                waiting.append((left, right))
            elif type(left) is not type(right) or (left != right and repr(left) != repr(right)):
                return f"{place(one)}: {shown(one)}.{field} was {left!r} and became {right!r}"
    return None


def place(node) -> str:
    return f"line {getattr(node, 'lineno', '?')}"


def shown(node) -> str:
    return type(node).__name__
