"""Takes our hooks out of a tree of CPython's `ast`: a second opinion on `pyinstr strip`.

Written against what the documentation says a copy may contain, not against the rewriter's code:
`N()` and the prologue as statements, both of them in front of an `or`, `global N`, and the star
that a class without bases is given.
"""

import ast
import re

PROLOGUE = re.compile(rb'"(\w+)"not in __import__\("builtins"\)\.__dict__ and ')


def hook_name(text: bytes) -> str | None:
    """The hook's name in a copy; None where the text has no prologue."""
    found = PROLOGUE.search(text)
    return found.group(1).decode() if found else None


def alternatives(node: ast.expr) -> list[ast.expr]:
    """A, B and C of `A or B or C`; what is no such thing is the only one."""
    return node.values if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) else [node]


class Unhook:
    """Answers what one piece of a copy's tree was in the original. `name` is the hook's name."""

    def __init__(self, name: str | None):
        self.name = name

    def is_call(self, node: ast.AST) -> bool:
        """`N()`, `N(17)`, or `N(0)` and `N(-1)` at the end of the prologue."""
        return isinstance(node, ast.Call) and getattr(node.func, "id", None) == self.name

    def is_prologue(self, node: ast.AST) -> bool:
        """`"N" not in … and …`, which `or N(0)` follows."""
        return (
            isinstance(node, ast.BoolOp)
            and isinstance(node.op, ast.And)
            and isinstance(node.values[0], ast.Compare)
            and isinstance(node.values[0].left, ast.Constant)
            and node.values[0].left.value == self.name
        )

    def is_ours(self, node: ast.AST) -> bool:
        return self.is_call(node) or self.is_prologue(node)

    def is_own_statement(self, node: ast.AST) -> bool:
        """A statement the original does not have."""
        if isinstance(node, ast.Expr):
            return all(self.is_ours(part) for part in alternatives(node.value))
        return isinstance(node, ast.Global) and node.names == [self.name]

    def is_own_base(self, node: ast.AST) -> bool:
        """`*N() or ()`, the base of a class that has none."""
        if not isinstance(node, ast.Starred):
            return False
        left = self.expression(node.value)
        return left is not node.value and isinstance(left, ast.Tuple) and not left.elts

    def expression(self, node: ast.AST) -> ast.AST:
        """`N() or X` is `X`; anything else is itself."""
        if not (isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or)):
            return node
        rest = list(node.values)
        while rest and self.is_ours(rest[0]):
            rest.pop(0)
        if len(rest) == len(node.values) or not rest:
            return node
        if len(rest) == 1:
            return rest[0]
        return ast.copy_location(ast.BoolOp(node.op, rest), node)
