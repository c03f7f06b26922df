"""Where statements and clauses begin, and which of those lines have a slot for a hook.

Made from CPython's own tree, so that the rewriter's table is checked against something it has
not been written from. A line belongs to the function whose code runs there.
"""

import ast

Place = tuple[str, int]  # (qualified name of the function, line)

# The expression a compound statement's hook stands in front of.
ANCHORS = {
    ast.If: lambda node: node.test,
    ast.While: lambda node: node.test,
    ast.For: lambda node: node.iter,
    ast.AsyncFor: lambda node: node.iter,
    ast.With: lambda node: node.items[0].context_expr,
    ast.AsyncWith: lambda node: node.items[0].context_expr,
    ast.Match: lambda node: node.subject,
    ast.ExceptHandler: lambda node: node.type,
    ast.match_case: lambda node: node.guard,
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DECLARATIONS = (ast.Global, ast.Nonlocal)


def is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def is_bare_annotation(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.AnnAssign) and statement.value is None


def has_no_hook(statement: ast.stmt, in_function: bool) -> bool:
    """Whether a statement is none of those that have a hook in the code they stand in."""
    if isinstance(statement, FUNCTIONS):
        return not statement.decorator_list
    bare = is_bare_annotation(statement) and in_function
    return isinstance(statement, DECLARATIONS) or is_future(statement) or bare


class StatementLines(ast.NodeVisitor):
    """Collects, for one module, every line that begins a statement and whether it has a slot."""

    def __init__(self, module: ast.Module):
        self.slots: dict[Place, bool] = {}
        self.definitions: dict[Place, str] = {}  # a `def` line: the function it defines
        self.function = "<module>"
        self.prefix = ""
        self.globals: set[str] = set()
        self.in_function = False
        self.scope(module.body)

    def note(self, line: int, slot: bool) -> None:
        place = (self.function, line)
        self.slots[place] = self.slots.get(place, False) or slot

    def scope(self, body: list[ast.stmt]) -> None:
        """A body of its own: the docstring and the imports from the future have no slot in it."""
        if body and is_docstring(body[0]):
            # The hook of a body without another one stands behind it, on its last line.
            alone = all(has_no_hook(statement, self.in_function) for statement in body[1:])
            self.note(body[0].lineno, alone and body[0].end_lineno == body[0].lineno)
            body = body[1:]
        self.block(body)

    def block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.visit(statement)

    def generic_visit(self, node: ast.AST) -> None:
        if type(node) in ANCHORS:
            self.compound(node)
        elif isinstance(node, (ast.Try, getattr(ast, "TryStar", ast.Try))):
            self.note(node.lineno, False)
            self.blocks(node)
        else:
            self.simple(node)

    def compound(self, node: ast.AST) -> None:
        anchor = ANCHORS[type(node)](node)
        begin = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
        self.note(begin, anchor is not None and anchor.lineno == begin)
        if isinstance(node, (ast.If, ast.While)):
            self.note(anchor.lineno, True)
        self.blocks(node)

    def blocks(self, node: ast.AST) -> None:
        for field in ("body", "handlers", "cases", "orelse", "finalbody"):
            self.block(getattr(node, field, []))

    def simple(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Global):
            self.globals.update(node.names)
        self.note(node.lineno, not has_no_hook(node, self.in_function))

    def definition(self, node) -> None:
        for decorator in node.decorator_list:
            self.note(decorator.lineno, True)
        name = node.name
        if name not in self.globals:
            between = ".<locals>." if self.in_function else "."
            name = f"{self.prefix}{between}{name}" if self.prefix else name
        is_function = isinstance(node, FUNCTIONS)
        if is_function:
            self.note(node.lineno, False)
            self.definitions[self.function, node.lineno] = name
        else:
            first = (node.bases + [keyword.value for keyword in node.keywords] + [node])[0]
            self.note(node.lineno, first.lineno == node.lineno)
        self.inside(name, is_function, node.body)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = definition

    def inside(self, name: str, is_function: bool, body: list[ast.stmt]) -> None:
        outer = self.function, self.prefix, self.in_function, self.globals
        self.function = self.prefix = name
        self.in_function, self.globals = is_function, set()
        self.scope(body)
        self.function, self.prefix, self.in_function, self.globals = outer
