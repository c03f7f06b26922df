"""The names by which exceptions are caught: those of their classes and bases, with and without modules.

Imports nothing: PYINSTR_CATCH is read when the first module of a program begins.
"""

import sys


def names_of(kind):
    """The short one and the whole one."""
    return kind.__qualname__, f"{kind.__module__}.{kind.__qualname__}"


def _kinds():
    """All exceptions there are, and what they have for bases."""
    waiting, seen, kinds = [BaseException], set(), {}
    while waiting:
        kind = waiting.pop()
        if id(kind) not in seen:
            seen.add(id(kind))
            waiting += type.__subclasses__(kind)
            kinds.update((id(base), base) for base in kind.__mro__)
    return kinds.values()


def _exceptions_of(module):
    """Those of a module by its own names for them, which may not be theirs."""
    found = sys.modules.get(module)
    names = object.__getattribute__(found, "__dict__") if type(found) is type(sys) else {}
    return {name: kind for name, kind in list(names.items()) if _is_exception(kind)}


def _is_exception(kind):
    """Without asking the thing itself what it is, as isinstance() does: it may stand for another."""
    return issubclass(type(kind), type) and issubclass(kind, BaseException)


def look_up(name):
    """(the class's own name, or an empty one if there is no such class; then, the names there are)"""
    names = [one for kind in _kinds() for one in names_of(kind)]
    if name in names:
        return name, []
    module, _, last = name.rpartition(".")
    kind = _exceptions_of(module or "builtins").get(last)
    if kind is None:
        return "", [*names, *_exceptions_of("builtins")]
    short, whole = names_of(kind)
    return (short if kind.__module__ == "builtins" else whole), []
