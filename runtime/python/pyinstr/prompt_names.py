"""The names that code typed at the prompt sees, and what becomes of those it changes."""

import ast
import sys

from . import _core, dbg_functions
from .dbg_functions import Message
from .frame_variables import has_slots


class _Listing:
    """`brs`: all breakpoints, as they are when shown."""

    def __repr__(self):
        return "\n".join(_core.breakpoint_lines()) or "no breakpoints"


def _br(file, line, condition="", temporary=False):
    """br('counter', 6): sets a breakpoint."""
    return Message(_core.set_breakpoint(str(file), int(line), condition or "", temporary)[1])


def _rm(file, line):
    """rm('counter', 6): removes the breakpoints on a line."""
    return Message(_core.clear_at(str(file), int(line)))


def extras(frame):
    """Names the prompt offers beside the program's own, which win. `globals` and `locals` are the
    frame's, not those of the code that was typed."""
    return {
        **dbg_functions.offered(frame),
        "br": _br,
        "rm": _rm,
        "brs": _Listing(),
        "frame": frame,
        "globals": lambda: frame.f_globals,
        "locals": lambda: frame.f_locals,
    }


class _Names(dict):
    """A function's or class's names as globals of what is typed, so that lambdas and
    comprehensions in it see them. It holds the locals; everything else is looked up live."""

    def __init__(self, frame):
        super().__init__(frame.f_locals)
        self.frame = frame
        self.extras = extras(frame)
        self.before = dict(self)

    def __missing__(self, name):
        for names in (self.frame.f_globals, self.extras, self.frame.f_builtins):
            if name in names:
                return names[name]
        raise KeyError(name)

    def changed(self):
        return {
            name: value
            for name, value in self.items()
            if name != "__builtins__" and (name not in self.before or self.before[name] is not value)
        }

    def removed(self):
        return [name for name in self.before if name not in self]


class ModuleNames(dict):
    """A module's names as locals of what is typed: reads and writes go through."""

    def __init__(self, frame):
        super().__init__()
        self.frame = frame
        self.extras = extras(frame)

    def __getitem__(self, name):
        for names in (self.frame.f_locals, self.frame.f_globals, self.extras, self.frame.f_builtins):
            if name in names:
                return names[name]
        raise KeyError(name)

    def __setitem__(self, name, value):
        self.frame.f_locals[name] = value

    def __delitem__(self, name):
        del self.frame.f_locals[name]


def _declared_global(tree):
    """Names that typed code declares `global` outside functions of its own."""
    found, todo = set(), list(tree.body) if hasattr(tree, "body") and isinstance(tree.body, list) else []
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Global):
            found.update(node.names)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            todo.extend(ast.iter_child_nodes(node))
    return found


def _is_slot(code, name):
    return name in code.co_varnames or name in code.co_cellvars or name in code.co_freevars


_kept = {}
"""Names typed at the prompt of a function that has no such variable, by frame while it is shown."""


def forget_frames():
    """Called when the program goes on: names that were only the prompt's end with the stop."""
    _kept.clear()


def kept():
    """What forget_frames would drop, as a copy."""
    return dict(_kept)


def keep_again(names):
    """A stop inside the stop has forgotten them; this one is not over."""
    _kept.update(names)


def typed_names(frame):
    names = _Names(frame)
    for name, value in _kept.get(frame, {}).items():
        names.setdefault(name, value)
        names.before.setdefault(name, value)
    names.setdefault("__builtins__", frame.f_builtins)
    return names


def _call(action):
    return action()


def run(frame, tree, call=_call):
    """Runs what was typed in the frame; gives back a note, or "". Raises what the code raises.

    `call` is what calls the function that runs it.
    """
    code = compile(tree, "<prompt>", "single")
    if frame.f_locals is frame.f_globals:
        call(lambda: exec(code, frame.f_globals, ModuleNames(frame)))
        return ""
    names = typed_names(frame)
    try:
        call(lambda: exec(code, names))
    finally:
        note = _write_back(frame, names, _declared_global(tree))
    return note


async def run_awaiting(frame, tree):
    """The same for code that awaits."""
    code = compile(tree, "<prompt>", "single", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    if frame.f_locals is frame.f_globals:
        await eval(code, frame.f_globals, ModuleNames(frame))
        return ""
    names = typed_names(frame)
    try:
        await eval(code, names)
    finally:
        note = _write_back(frame, names, _declared_global(tree))
    return note


_read_only = ""
"""Why locals of the frames shown cannot be assigned (another thread runs in them); "" if they can."""


def look_only(reason):
    """The frames shown from now on are for looking, for that reason; "": assignments reach them."""
    global _read_only
    _read_only = reason


def _refusal(what, names):
    return f"*** cannot {what} {', '.join(sorted(names))}: {_read_only}"


def _write_back(frame, names, globals_):
    changed = names.changed()
    for name in globals_ & changed.keys():
        frame.f_globals[name] = changed.pop(name)
    if not has_slots(frame):
        frame.f_locals.update(changed)
        for name in names.removed():
            frame.f_locals.pop(name, None)
        return ""
    slots = {name: value for name, value in changed.items() if _is_slot(frame.f_code, name)}
    for name in changed.keys() - slots.keys():
        _kept.setdefault(frame, {})[name] = changed[name]
    if slots and _read_only:
        return _refusal("assign", slots)
    if slots:
        locals_ = frame.f_locals
        locals_.update(slots)
        _core.write_back_locals(frame, locals_, False)
    return _unbind(frame, names.removed())


def _unbind(frame, removed):
    slots = [name for name in removed if _is_slot(frame.f_code, name)]
    for name in removed:
        _kept.get(frame, {}).pop(name, None)
    if not slots:
        return ""
    if _read_only:
        return _refusal("delete", slots)
    if not _core.can_unbind_locals:
        version = ".".join(map(str, sys.version_info[:2]))
        return f"*** cannot delete {', '.join(slots)}: Python {version} does not let a running function lose a local"
    locals_ = frame.f_locals
    for name in slots:
        del locals_[name]
    _core.write_back_locals(frame, locals_, True)
    return ""
