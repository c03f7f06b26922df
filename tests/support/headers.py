"""A program's statements as headers: the part of each that runs on its own lines.

The header of a simple statement is the whole of it, that of a compound statement ends where its
body begins. Within one function the headers tell every line's owner, which is what the rules that
turn line events into hooks ask for. Everything here is made from CPython's own tree.

    cd tests && python -m support.headers FOLDER NAME… >HEADERS

pickles the headers of files as that interpreter sees them, which may know newer syntax than the
one that runs the tests.
"""

import ast
import pickle
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from support import environment
from support.statement_lines import FUNCTIONS, has_no_hook, is_bare_annotation, is_docstring, is_future

COMPREHENSIONS = {
    ast.GeneratorExp: "<genexpr>",
    ast.ListComp: "<listcomp>",
    ast.SetComp: "<setcomp>",
    ast.DictComp: "<dictcomp>",
}

# What a compound statement's header holds, in the order of the text.
PARTS = {
    ast.If: lambda node: [node.test],
    ast.While: lambda node: [node.test],
    ast.For: lambda node: [node.target, node.iter],
    ast.AsyncFor: lambda node: [node.target, node.iter],
    ast.With: lambda node: [part for item in node.items for part in parts_of_item(item)],
    ast.AsyncWith: lambda node: [part for item in node.items for part in parts_of_item(item)],
    ast.Match: lambda node: [node.subject],
    ast.match_case: lambda node: [node.pattern] + ([node.guard] if node.guard else []),
    ast.ExceptHandler: lambda node: [node.type] if node.type else [],
    ast.Try: lambda node: [],
    getattr(ast, "TryStar", ast.Try): lambda node: [],
}
KINDS = {
    ast.If: "condition",
    ast.While: "while",
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.With: "with",
    ast.AsyncWith: "with",
    ast.Match: "match",
    ast.match_case: "case",
    ast.ExceptHandler: "except",
    ast.Try: "try",
    getattr(ast, "TryStar", ast.Try): "try",
}


def parts_of_item(item: ast.withitem) -> list[ast.expr]:
    return [item.context_expr] + ([item.optional_vars] if item.optional_vars else [])


@dataclass(eq=False)
class Header:
    """One statement's or clause's own lines, in one function."""

    function: str
    kind: str
    first: int
    last: int
    slots: set[int] = field(default_factory=set)  # its lines with a hook
    body: range = range(0)  # the lines of the body, where there is one
    rounds: bool = False  # a loop over an iterable whose body's first hook tells its rounds


class Headers:
    """All headers of a module, found by function and line.

    The code of a class body begins on the lines of the class's header, and that of a function
    without statements ends on those of its `def`: headers of their own there.
    """

    def __init__(self, text: bytes):
        module = ast.parse(text)
        self.text = text.splitlines()
        self.by_place: dict[tuple[str, int], Header] = {}
        self._scope("<module>", "", False, module.body)

    def at(self, function: str, line: int) -> Header | None:
        return self.by_place.get((function, line))

    def _add(self, header: Header) -> Header:
        for line in range(header.first, header.last + 1):
            known = self.by_place.get((header.function, line))
            if known is None or (line == header.first > known.first):
                self.by_place[header.function, line] = header
            elif known is not header and line == header.first == known.first:
                known.slots |= {line} & header.slots
        return header

    def _scope(self, function: str, prefix: str, inside: bool, body: list[ast.stmt]) -> None:
        scope = Scope(self, function, prefix, inside)
        if body and is_docstring(body[0]):
            alone = all(scope.has_no_hook(statement) for statement in body[1:])
            first, last = body[0].lineno, body[0].end_lineno
            self._add(Header(function, "docstring", first, last, {last} if alone else set()))
            body = body[1:]
        scope.block(body)

    def begins_line(self, node: ast.expr, keyword: str = "") -> bool:
        """Whether a node is the first thing on its line, but for brackets and its keyword."""
        before = self.text[node.lineno - 1][: node.col_offset].decode("utf-8", "replace")
        return before.replace("(", "").strip() in ("", keyword)


class Scope:
    """The walk over one function's statements."""

    def __init__(self, headers: Headers, function: str, prefix: str, inside: bool):
        self.headers, self.function = headers, function
        self.prefix, self.inside = prefix, inside
        self.globals: set[str] = set()

    def name_of(self, inner: str) -> str:
        if not self.prefix or inner in self.globals:
            return inner
        return f"{self.prefix}.<locals>.{inner}" if self.inside else f"{self.prefix}.{inner}"

    def block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.statement(statement)

    def statement(self, node: ast.AST) -> None:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            self.definition(node)
        elif type(node) in PARTS:
            self.compound(node)
        else:
            self.simple(node)

    def simple(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Global):
            self.globals.update(node.names)
        kind = "future" if is_future(node) else "simple"
        if is_bare_annotation(node) and self.evaluates_later():
            kind = "later annotation"
        slots = set() if kind == "future" else {node.lineno}
        self.add(kind, node.lineno, node.end_lineno, slots)
        self.expressions(node)

    def evaluates_later(self) -> bool:
        """Whether annotations of this scope are a function's code, which runs when it is asked."""
        return sys.version_info >= (3, 14) and self.function != "<module>"

    def compound(self, node: ast.AST) -> None:
        parts = PARTS[type(node)](node)
        first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
        last = max([first, *(part.end_lineno for part in parts)])
        header = self.add(KINDS[type(node)], first, last, self.slots_of(node, first))
        body = node.cases if isinstance(node, ast.Match) else node.body
        header.body = range(begin_of(body[0]), end_of(body[-1]) + 1)
        header.rounds = header.kind == "for" and self.has_carrier(body, last)
        for part in parts:
            self.expressions(part)
        for field_name in ("body", "handlers", "cases", "orelse", "finalbody"):
            self.block(getattr(node, field_name, []))

    def slots_of(self, node: ast.AST, first: int) -> set[int]:
        """The lines of a compound statement's header that have a hook."""
        if isinstance(node, (ast.With, ast.AsyncWith)):
            lines = {}
            for item in node.items:
                begins = self.headers.begins_line(item.context_expr)
                if item is node.items[0] or begins:
                    lines[item.context_expr.lineno] = True
            return set(lines)
        anchor = {
            "case": lambda: node.guard,
            "except": lambda: node.type,
            "try": lambda: None,
            "for": lambda: node.iter,
            "match": lambda: node.subject,
        }.get(KINDS[type(node)], lambda: node.test)()
        return {anchor.lineno} if anchor is not None else set()

    def has_carrier(self, body: list[ast.stmt], header_last: int) -> bool:
        """Whether a body begins with a hook that runs exactly once each round."""
        for statement in body:
            if statement.lineno == header_last or isinstance(statement, ast.While):
                return False
            if isinstance(statement, (ast.Try, getattr(ast, "TryStar", ast.Try))):
                return self.has_carrier(statement.body, header_last)
            if not self.has_no_hook(statement):
                return True
        return False

    def has_no_hook(self, statement: ast.stmt) -> bool:
        return has_no_hook(statement, self.inside)

    def definition(self, node) -> None:
        for decorator in node.decorator_list:
            self.add("decorator", decorator.lineno, decorator.end_lineno, {decorator.lineno})
            self.expressions(decorator)
        name = self.name_of(node.name)
        if isinstance(node, ast.ClassDef):
            self.class_header(node, name)
        else:
            last = max([node.lineno, *(part.end_lineno for part in parts_of_def(node))])
            self.add("def", node.lineno, last, set())
            self.headers._add(Header(name, "function entry", begin_of(node), last, set()))
            for part in parts_of_def(node):
                self.expressions(part)
        inside = not isinstance(node, ast.ClassDef)
        self.headers._scope(name, name, inside, node.body)

    def class_header(self, node: ast.ClassDef, name: str) -> None:
        arguments = node.bases + [keyword.value for keyword in node.keywords]
        last = max([node.lineno, *(argument.end_lineno for argument in arguments)])
        slot = min([argument.lineno for argument in arguments], default=node.lineno)
        header = self.add("class", node.lineno, last, {slot})
        header.body = range(begin_of(node.body[0]), end_of(node.body[-1]) + 1)
        begin = begin_of(node)
        self.headers._add(Header(name, "class body", begin, last, set()))
        for argument in arguments:
            self.expressions(argument)

    def add(self, kind: str, first: int, last: int, slots: set[int]) -> Header:
        return self.headers._add(Header(self.function, kind, first, last, slots))

    def expressions(self, root: ast.AST) -> None:
        """Headers for the lambdas and comprehensions of an expression: code of their own."""
        waiting: list[tuple[ast.AST, Scope]] = [(root, self)]
        while waiting:
            node, scope = waiting.pop()
            inner = scope
            if isinstance(node, ast.Lambda):
                inner = scope.nested("<lambda>")
                inner.add("lambda", node.body.lineno, node.body.end_lineno, {node.body.lineno})
            elif type(node) in COMPREHENSIONS:
                inner = scope.nested(COMPREHENSIONS[type(node)])
                inner.add("comprehension", node.lineno, node.end_lineno, inner.elements(node))
            waiting.extend((child, inner) for child in ast.iter_child_nodes(node))

    def nested(self, name: str) -> "Scope":
        own = self.name_of(name)
        return Scope(self.headers, own, own, True)

    def elements(self, node: ast.AST) -> set[int]:
        """The lines of a comprehension that its element or a condition begins."""
        element = node.key if isinstance(node, ast.DictComp) else node.elt
        conditions = [test for generator in node.generators for test in generator.ifs]
        lines = {part.lineno for part in conditions if self.headers.begins_line(part, "if")}
        return lines | ({element.lineno} if self.headers.begins_line(element) else set())


def headers_by(python, folder: Path, names) -> dict[str, Headers]:
    """The headers of files in a folder, made by the interpreter under test."""
    done = subprocess.run(
        [python.path, "-W", "ignore", "-m", "support.headers", folder, *sorted(names)],
        cwd=Path(__file__).parent.parent,
        env=environment.clean(),
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return pickle.loads(done.stdout)


def main(folder: str, *names: str) -> None:
    headers = {name: Headers(Path(folder, name).read_bytes()) for name in names}
    sys.stdout.buffer.write(pickle.dumps(headers))


def parts_of_def(node) -> list[ast.AST]:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [one for one in (arguments.vararg, arguments.kwarg, node.returns) if one]
    return every + arguments.defaults + [default for default in arguments.kw_defaults if default]


def begin_of(node: ast.AST) -> int:
    if isinstance(node, ast.match_case):
        return node.pattern.lineno
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def end_of(node: ast.AST) -> int:
    return node.body[-1].end_lineno if isinstance(node, ast.match_case) else node.end_lineno


if __name__ == "__main__":
    # Pickled under the name that the reader imports.
    from support import headers

    headers.main(*sys.argv[1:])
