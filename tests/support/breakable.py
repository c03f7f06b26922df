"""The lines CPython can stop on, read from its code objects.

A line is breakable where an instruction after the first RESUME carries it, but for the
instructions that no line event is given for.
"""

import dis
from types import CodeType

SILENT = {
    dis.opmap[name]
    for name in ("RESUME", "GEN_START", "END_FOR", "END_SEND", "END_ASYNC_FOR", "CACHE")
    if name in dis.opmap
}
# The comprehensions that are part of their function's code since 3.12.
INLINED = ("<listcomp>", "<setcomp>", "<dictcomp>")
# What begins the name of the code that evaluates type parameters.
TYPE_PARAMETERS = "<generic parameters of "
RESUME = dis.opmap.get("RESUME")


def start_of(code: CodeType) -> int:
    """The offset behind the first RESUME, before which nothing can be stopped at."""
    if RESUME is None:
        return 0
    for offset in range(0, len(code.co_code), 2):
        if code.co_code[offset] == RESUME:
            return offset
    return 0


def lines_of(code: CodeType) -> set[int]:
    """The breakable lines of one code object, nested ones left out."""
    start, opcodes = start_of(code), code.co_code
    return {
        line
        for begin, end, line in code.co_lines()
        if line
        and any(opcodes[offset] not in SILENT for offset in range(max(begin, start), end, 2))
    }


def qualified(code: CodeType, parent: str, inside_function: bool) -> str:
    """What `co_qualname` says, made from the nesting where the interpreter does not have it."""
    if hasattr(code, "co_qualname"):
        return code.co_qualname
    if not parent:
        return code.co_name
    return f"{parent}.<locals>.{code.co_name}" if inside_function else f"{parent}.{code.co_name}"


def functions_of(module: CodeType):
    """Every code object of a module with its qualified name.

    The scope of type parameters has the name of what encloses it: no one thinks of it as a
    function of its own.
    """
    waiting = [(module, "<module>", "", False)]
    while waiting:
        code, name, prefix, inside_function = waiting.pop()
        yield name, code
        for nested in code.co_consts:
            if isinstance(nested, CodeType):
                own = qualified(nested, prefix, inside_function)
                if nested.co_name.startswith(TYPE_PARAMETERS):
                    waiting.append((nested, name, prefix, inside_function))
                else:
                    # CO_OPTIMIZED tells functions from class bodies.
                    waiting.append((nested, own, own, bool(nested.co_flags & 0x1)))


def names_of(module: CodeType) -> dict[tuple[int, str], str]:
    """What a frame's code is called, by its first line and its own name.

    Here the scope of type parameters keeps its own name: line events are told in it as well.
    """
    return {
        (code.co_firstlineno, code.co_name): name
        for name, code in functions_of(module)
        if not code.co_name.startswith(TYPE_PARAMETERS)
    }


def breakable_lines(module: CodeType) -> dict[str, set[int]]:
    """The breakable lines of a module by the qualified name of their function."""
    found: dict[str, set[int]] = {}
    for name, code in functions_of(module):
        found.setdefault(name, set()).update(lines_of(code))
    return found


def outside_comprehensions(function: str) -> str:
    """The function whose code a comprehension is part of where comprehensions are inlined."""
    while function.endswith(INLINED):
        function = function.rpartition(".")[0].removesuffix(".<locals>") or "<module>"
    return function
