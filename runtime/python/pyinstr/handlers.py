"""Whether an exception will be handled, and by whom, told from the text of what runs.

Going up the stack, the handlers around the line of each frame are asked, with the types they name
looked up in the frame's names: names and attributes of modules and classes, nothing that runs code
of the program. A handler whose types cannot be told so counts as one that handles, one that ends with
a bare `raise` does not. `finally` and `with` do not count, but for `contextlib.suppress`.
"""

import ast
import builtins
import types

from . import _core
from .source_text import source
from .tracebacks import PACKAGE

UNKNOWN = object()

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

REPORTERS = {("threading", "_bootstrap"), ("threading", "_bootstrap_inner"), ("runpy", "_run_code")}
"""Functions that only report what nobody handles."""

_trees = {}
"""(lines, tree) by file; the tree is None where there is none."""


def find(frame, error):
    """(handled, handled by the program's own code before a library's is reached)."""
    own = True
    while frame is not None:
        own = own and (_core.is_own_frame(frame) or not _is_shown(frame))
        if _is_shown(frame) and handling_line(frame, error):
            return True, own
        frame = frame.f_back
    return False, False


def _is_shown(frame):
    """Frames of the debugger count for nothing."""
    return not frame.f_code.co_filename.startswith(PACKAGE)


def handling_line(frame, error):
    """The line of the frame's own handler that takes the exception; 0 if it has none."""
    if (frame.f_globals.get("__name__"), frame.f_code.co_name) in REPORTERS:
        return 0
    tree = _tree(frame)
    if tree is None or not frame.f_lineno:
        return 0
    scope = _scope(tree, frame.f_code)
    return 0 if scope is None else _guarded(scope.body, frame, error)


def reraising_lines(frame):
    """The lines of the frame's code where a handler lets its exception go on: those that nothing but a
    bare `raise`, or what runs before it in any case, stands on."""
    tree = _tree(frame)
    scope = None if tree is None else _scope(tree, frame.f_code)
    return set() if scope is None else _reraising(scope.body, False)


def _reraising(statements, handling):
    lines = set()
    for node in statements:
        if isinstance(node, ast.Raise):
            lines |= {node.lineno} if handling and node.exc is None else set()
        elif not isinstance(node, SCOPES):
            handlers = {id(handler.body) for handler in getattr(node, "handlers", ())}
            for block in _blocks(node):
                lines |= _reraising(block, handling or id(block) in handlers)
            lines -= _header_lines(node)
    return lines


def _header_lines(node):
    """Lines of a statement that are reached whether or not its blocks are."""
    clauses = (*getattr(node, "handlers", ()), *getattr(node, "cases", ()))
    return {node.lineno, *(clause.lineno for clause in clauses if hasattr(clause, "lineno"))}


def _tree(frame):
    name = frame.f_code.co_filename
    if name.startswith("<frozen"):
        return None
    lines = source(frame)
    known = _trees.get(name)
    if known is None or known[0] != lines:
        try:
            tree = ast.parse("\n".join(lines)) if lines else None
        except (SyntaxError, ValueError, RecursionError):
            tree = None
        _trees[name] = known = lines, tree
    return known[1]


def _first_line(node):
    """As a code object has it: that of the first decorator."""
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _scope(tree, code):
    """The node whose body the code is; None for lambdas and comprehensions, which handle nothing."""
    if code.co_name == "<module>":
        return tree
    for node in ast.walk(tree):
        named = isinstance(node, SCOPES[:3]) and node.name == code.co_name
        if named and code.co_firstlineno in (_first_line(node), node.lineno):
            return node
    return None


def _covers(statements, line):
    return bool(statements) and statements[0].lineno <= line <= statements[-1].end_lineno


def _guarded(statements, frame, error):
    """The line of the handler in these statements, around the frame's line, that takes it; or 0."""
    for node in statements:
        if isinstance(node, SCOPES) or not _covers([node], frame.f_lineno):
            continue
        inner = next(filter(None, (_guarded(block, frame, error) for block in _blocks(node))), 0)
        if inner:
            return inner
        if _is_try(node) and _covers(node.body, frame.f_lineno):
            taking = [handler for handler in node.handlers if _takes(handler, frame, error)]
            return taking[0].lineno if taking and not _raises_again(taking[0]) else 0
        if isinstance(node, (ast.With, ast.AsyncWith)) and _covers(node.body, frame.f_lineno):
            suppresses = any(_suppresses(item.context_expr, frame, error) for item in node.items)
            return node.lineno if suppresses else 0
    return 0


def _is_try(node):
    return isinstance(node, (ast.Try, getattr(ast, "TryStar", ast.Try)))


def _blocks(node):
    """The suites of a statement."""
    for field in ("body", "orelse", "finalbody"):
        block = getattr(node, field, None)
        if isinstance(block, list):
            yield block
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield part.body


def _takes(handler, frame, error):
    if handler.type is None:
        return True
    return _is_one_of(error, _value(handler.type, frame))


def _raises_again(handler):
    """Whether the handler lets the exception go on when it has done its work."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _is_one_of(error, kinds):
    if kinds is UNKNOWN:
        return True
    if isinstance(kinds, tuple):
        return any(_is_one_of(error, kind) for kind in kinds)
    if not isinstance(kinds, type):
        return False  # Python itself says that this handles nothing
    members = getattr(error, "exceptions", None) if hasattr(error, "derive") else None
    if isinstance(members, tuple) and kinds not in type(error).__mro__:  # `except*` takes parts
        return all(_is_one_of(member, kinds) for member in members)
    return kinds in type(error).__mro__


def _suppresses(expression, frame, error):
    if not isinstance(expression, ast.Call) or expression.keywords:
        return False
    function = _value(expression.func, frame)
    if getattr(function, "__module__", None) != "contextlib" or function.__name__ != "suppress":
        return False
    return any(_is_one_of(error, _value(argument, frame)) for argument in expression.args)


def _value(node, frame):
    """What an expression names, or UNKNOWN."""
    if isinstance(node, ast.Tuple):
        return tuple(_value(part, frame) for part in node.elts)
    if isinstance(node, ast.Name):
        for names in (frame.f_locals, frame.f_globals, vars(builtins)):
            if type(names) is dict or not isinstance(names, dict):
                try:
                    return names[node.id]
                except Exception:
                    continue
        return UNKNOWN
    if isinstance(node, ast.Attribute):
        return _attribute(_value(node.value, frame), node.attr)
    return UNKNOWN


def _attribute(owner, name):
    if isinstance(owner, types.ModuleType):
        return vars(owner).get(name, UNKNOWN)
    if isinstance(owner, type):
        for kind in owner.__mro__:
            if name in vars(kind):
                return vars(kind)[name]
    return UNKNOWN
