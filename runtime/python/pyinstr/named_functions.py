"""What is imported under the dotted name of a function that a breakpoint asks for.

Nothing of the program's is run: the namespaces of modules and classes are looked into, not asked. And
nothing is imported, since the first module of a program may just be about to begin.
"""

import sys

Module, Function = type(sys), type(lambda: None)

NATIVE = {type(kind) for kind in (len, [].append, str.join, object.__init__, dict.__dict__["fromkeys"])} - {Function}
"""Kinds of functions that have no lines."""

WRAPPERS = {staticmethod: "__func__", classmethod: "__func__", property: "fget"}
"""Kinds of what stands in a class for a function, and where they keep it."""

_namespace_of_class = type.__dict__["__dict__"].__get__
_qualified_name_of_class = type.__dict__["__qualname__"].__get__
_bases_of_class = type.__dict__["__mro__"].__get__


class Found:
    """What there is to say of a name. As long as nothing is, such a function may still come."""

    def __init__(self):
        self.paths = []  # of files that may define it
        self.name = ""  # by which it is found in them, if not by the one asked for
        self.refusal = ""  # why there is none and none will come
        self.missing = ""  # the part of the name that led nowhere
        self.offered = []  # what could stand in its place

    def may_be_in(self, path):
        if type(path) is str and path.endswith(".py") and path not in self.paths:
            self.paths.append(path)

    def refuse(self, reason):
        self.refusal = reason
        return self


def look_up(name):
    parts = name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        module = sys.modules.get(".".join(parts[:count]))
        if type(module) is Module:
            return _walk(module, parts, count)
    return Found()


def _walk(holder, parts, count):
    """`holder` is a module, what the first `count` parts name."""
    found = Found()
    while count < len(parts):
        spaces = _namespaces(holder, found)
        if spaces is None:
            return found
        part = parts[count]
        space = next((space for space in spaces if part in space), None)
        if space is None:
            return _lacks(found, holder, spaces, parts, count)
        holder = space[part]
        count += 1
    return _ends(found, holder, ".".join(parts))


def _is_class(thing):
    return issubclass(type(thing), type)


def _namespaces(holder, found):
    """Those of a module or class, in the order in which names are looked for; None of anything else."""
    if type(holder) is Module:
        names = object.__getattribute__(holder, "__dict__")
        found.may_be_in(names.get("__file__"))
        return [names]
    if _is_class(holder):
        found.may_be_in(_file_of_class(holder))
        return [_namespace_of_class(base) for base in _bases_of_class(holder)]
    if type(holder) is Function:  # what it defines inside is in the text only
        found.may_be_in(holder.__code__.co_filename)
    return None


def _module_of_class(kind):
    module = _namespace_of_class(kind).get("__module__")
    return module if type(module) is str else ""


def _file_of_class(kind):
    module = sys.modules.get(_module_of_class(kind))
    return object.__getattribute__(module, "__dict__").get("__file__") if type(module) is Module else None


def _lacks(found, holder, spaces, parts, count):
    known, rest = ".".join(parts[:count]), parts[count:]
    if type(holder) is Module:
        if not _is_whole(spaces[0], rest):
            return found
        for folder in _folders(spaces[0]):  # what `python -m` runs is imported by nobody
            found.may_be_in(f"{folder}/__main__.py")
            found.name = ".".join(["__main__", *rest])
    found.missing = rest[0]
    found.offered = [
        name for space in spaces for name, thing in list(space.items()) if type(name) is str and _leads_on(thing)
    ]
    return found.refuse(f"{known} has no function `{'.'.join(rest)}`")


def _folders(names):
    """Of a package; none of a module."""
    path = names.get("__path__")
    return path if type(path) is list else []


def _leads_on(thing):
    return callable(thing) or type(thing) in (Module, *WRAPPERS)


def _is_whole(names, rest):
    """Whether a module's names are all that it will have, as far as anybody can know."""
    if "__getattr__" in names or (len(rest) > 1 and "__path__" in names):  # or a module of a package
        return False
    if getattr(names.get("__spec__"), "_initializing", False):
        return False
    return not any(_runs_in(frame, names) for frame in sys._current_frames().values())


def _runs_in(frame, names):
    """Whether the module is being executed on that stack: imported, reloaded, or the program itself."""
    while frame is not None:
        if frame.f_globals is names and frame.f_code.co_name == "<module>":
            return True
        frame = frame.f_back
    return False


def _unwrapped(thing):
    """What `functools.wraps` and the like, and descriptors, stand around."""
    for _ in range(100):
        if type(thing) in WRAPPERS:
            thing = getattr(thing, WRAPPERS[type(thing)])
            continue
        try:
            thing = object.__getattribute__(thing, "__dict__")["__wrapped__"]
        except (AttributeError, KeyError, TypeError):
            break
    return thing


def _ends(found, thing, name):
    thing = _unwrapped(thing)
    if type(thing) is Function:
        found.may_be_in(thing.__code__.co_filename)
        found.name = _name_in(thing.__globals__.get("__name__"), thing.__qualname__)
    elif _is_class(thing):
        found.may_be_in(_file_of_class(thing))
        found.name = _name_in(_module_of_class(thing), _qualified_name_of_class(thing))
        found.refuse(f"`{name}` is a class without lines that can be stopped at")
    elif type(thing) in NATIVE:
        found.refuse(f"`{name}` is not written in Python: nothing can stop in it")
    elif not callable(thing) and type(thing) is not Module:
        found.refuse(f"`{name}` is no function: it is of type {_qualified_name_of_class(type(thing))}")
    return found


def _name_in(module, name):
    return name if module in (None, "", "__main__") else f"{module}.{name}"
