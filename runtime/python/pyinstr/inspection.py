"""What the shell shows of a stopped frame, and how text typed at the prompt runs in it.

The native inspector calls these functions on the stopped thread, while hooks on that thread are
ignored. None of them raises: every error of the program's own code comes back as text. They are
imported at the first stop, so that starting the runtime imports no Python module at all.
"""

import ast
import builtins
import codeop
import io
import linecache
import pprint as _pprint
import reprlib
import sys
import tokenize
import traceback

from . import _core

VALUE, NOTHING, INCOMPLETE, FAILED, INTERRUPTED = range(5)
"""Kinds of an evaluation's outcome, in the order of the native enumeration."""

CO_OPTIMIZED = 1
"""Flag of code whose locals are slots, not a mapping: functions, not modules and classes."""


def error_text(error):
    """The last lines of a traceback, as Python's own prompt ends one."""
    try:
        return "".join(traceback.format_exception_only(type(error), error)).rstrip("\n")
    except Exception:
        return f"{type(error).__name__} (and its message could not be made)"


# -- values ---------------------------------------------------------------------------------


class _Short(reprlib.Repr):
    """Reprs that never walk more of a container than they show."""

    def __init__(self, limit):
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = limit
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdeque = 8
        self.maxdict = self.maxarray = 6
        self.maxlevel = 4

    def repr_instance(self, value, level):
        # The base class turns every failure into an address; people want to know what failed.
        return _cut(_repr(value), self.maxother)


def _cut(text, limit):
    return text if not limit or len(text) <= limit else text[: max(limit - 1, 0)] + "…"


def _repr(value):
    try:
        return repr(value)
    except KeyboardInterrupt:
        return f"<{type(value).__name__}: its repr was interrupted>"
    except BaseException as error:
        return f"<{type(value).__name__}: its repr failed: {error_text(error)}>"


def show(value, limit=0):
    """The one way a value becomes text; `limit` is in characters, 0 for none."""
    if not limit:
        return _repr(value)
    try:
        text = _Short(limit).repr(value)
    except BaseException as error:
        text = f"<{type(value).__name__}: its repr failed: {error_text(error)}>"
    return _cut(text.replace("\n", "\\n"), limit)


# -- names ----------------------------------------------------------------------------------


def _has_slots(frame):
    return bool(frame.f_code.co_flags & CO_OPTIMIZED)


def local(frame, name, limit):
    """The text of a local variable, None where it is unbound."""
    locals_ = frame.f_locals
    try:
        value = locals_[name]
    except Exception:
        return None
    return show(value, limit)


def arguments(frame, limit):
    """(name, text) of the parameters, in the order of the signature."""
    code = frame.f_code
    if not _has_slots(frame):
        return []
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)  # *args, **kwargs
    locals_ = frame.f_locals
    return [
        (name, show(locals_[name], limit) if name in locals_ else "(deleted)")
        for name in code.co_varnames[:count]
    ]


def locals_of(frame, limit):
    """(name, text) of all locals; a module's dunder names are left out."""
    return [
        (str(name), show(value, limit))
        for name, value in list(frame.f_locals.items())
        if _has_slots(frame) or not (str(name).startswith("__") and str(name).endswith("__"))
    ]


# -- source ---------------------------------------------------------------------------------


def decode(source):
    """The lines of a source file's bytes, without line endings."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding, "replace")
    except (SyntaxError, LookupError):
        text = source.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def source(frame):
    """The original lines of the frame's file; empty if it cannot be had."""
    text = _core.original_text(frame.f_code.co_filename)
    if text:
        return decode(text)
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    return [line.rstrip("\r\n") for line in lines]


def source_of(file):
    """The same for a file named as a breakpoint names one."""
    text = _core.original_text(file)
    return decode(text) if text else []


def extent(frame):
    """First and last line of the frame's function; of the whole file for a module."""
    code = frame.f_code
    if code.co_name == "<module>":
        return 1, len(source(frame))
    return code.co_firstlineno, max(_lines(code))


def _lines(code):
    yield from (line for *_, line in code.co_lines() if line)
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            yield from _lines(constant)


# -- running what was typed -----------------------------------------------------------------


class _Message(str):
    """Text that the prompt shows as it is."""

    __repr__ = str.__str__


class _Listing:
    """`brs`: all breakpoints, as they are when shown."""

    def __repr__(self):
        return "\n".join(_core.breakpoint_lines()) or "no breakpoints"


def _br(file, line, condition="", temporary=False):
    """br('counter', 6): sets a breakpoint."""
    return _Message(_core.set_breakpoint(str(file), int(line), condition or "", temporary)[1])


def _rm(file, line):
    """rm('counter', 6): removes the breakpoints on a line."""
    return _Message(_core.clear_at(str(file), int(line)))


def _extras(frame):
    """Names the prompt offers beside the program's own, which win. `globals` and `locals` are the
    frame's, not those of the code that was typed."""
    return {
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
        self.before = dict(self)

    def __missing__(self, name):
        for names in (self.frame.f_globals, _extras(self.frame), self.frame.f_builtins):
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


class _ModuleNames(dict):
    """A module's names as locals of what is typed: reads and writes go through."""

    def __init__(self, frame):
        super().__init__()
        self.frame = frame

    def __getitem__(self, name):
        for names in (self.frame.f_locals, self.frame.f_globals, _extras(self.frame), self.frame.f_builtins):
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


def _typed_names(frame):
    names = _Names(frame)
    for name, value in _kept.get(frame, {}).items():
        names.setdefault(name, value)
        names.before.setdefault(name, value)
    names.setdefault("__builtins__", frame.f_builtins)
    return names


def _run(frame, tree):
    """Runs what was typed in the frame; gives back a note, or "". Raises what the code raises."""
    code = compile(tree, "<prompt>", "single")
    if frame.f_locals is frame.f_globals:
        exec(code, frame.f_globals, _ModuleNames(frame))
        return ""
    names = _typed_names(frame)
    try:
        exec(code, names)
    finally:
        note = _write_back(frame, names, _declared_global(tree))
    return note


def _write_back(frame, names, globals_):
    changed = names.changed()
    for name in globals_ & changed.keys():
        frame.f_globals[name] = changed.pop(name)
    if not _has_slots(frame):
        frame.f_locals.update(changed)
        for name in names.removed():
            frame.f_locals.pop(name, None)
        return ""
    slots = {name: value for name, value in changed.items() if _is_slot(frame.f_code, name)}
    for name in changed.keys() - slots.keys():
        _kept.setdefault(frame, {})[name] = changed[name]
    if slots:
        frame.f_locals.update(slots)
        _core.write_back_locals(frame, False)
    return _unbind(frame, names.removed())


def _unbind(frame, removed):
    slots = [name for name in removed if _is_slot(frame.f_code, name)]
    for name in removed:
        _kept.get(frame, {}).pop(name, None)
    if not slots:
        return ""
    if not _core.can_unbind_locals:
        version = ".".join(map(str, sys.version_info[:2]))
        return f"*** cannot delete {', '.join(slots)}: Python {version} does not let a running function lose a local"
    locals_ = frame.f_locals
    for name in slots:
        del locals_[name]
    _core.write_back_locals(frame, True)
    return ""


def _outcome(action):
    """Runs an action that returns (kind, text); what it raises becomes an outcome too."""
    try:
        return action()
    except KeyboardInterrupt:
        return INTERRUPTED, ""
    except BaseException as error:
        return FAILED, "*** " + error_text(error)


def _value(frame, text):
    """The value of one expression, in the frame's names."""
    code = compile(text.strip(), "<prompt>", "eval")
    if frame.f_locals is frame.f_globals:
        return eval(code, frame.f_globals, _ModuleNames(frame))
    return eval(code, _typed_names(frame))


def evaluate(frame, text):
    """(kind, text) of one expression."""
    return _outcome(lambda: (VALUE, show(_value(frame, text))))


def pretty(frame, text):
    """The same, laid out by pprint."""
    return _outcome(lambda: (VALUE, _pprint.pformat(_value(frame, text))))


def execute(frame, text, may_continue):
    """Whatever could be typed at Python's own prompt. Expressions give their repr."""
    return _outcome(lambda: _execute(frame, text, may_continue))


def _is_incomplete(text):
    try:
        return codeop.compile_command(text, "<prompt>", "single") is None
    except (SyntaxError, ValueError, OverflowError):
        return False  # said again, in the usual words, by whoever compiles it now


def _execute(frame, text, may_continue):
    if may_continue and _is_incomplete(text):
        return INCOMPLETE, ""
    tree = ast.parse(text + "\n", "<prompt>", "single")
    shown = []
    hook = sys.displayhook
    sys.displayhook = lambda value: value is None or shown.append(show(value))
    try:
        note = _run(frame, tree)
    finally:
        sys.displayhook = hook
    if note:
        shown.append(note)
    return (VALUE, "\n".join(shown)) if shown else (NOTHING, "")


# -- completion -----------------------------------------------------------------------------


def complete(frame, text):
    """Names or attributes that begin with `text`, whole."""
    head, dot, tail = text.rpartition(".")
    try:
        if dot:
            names = [f"{head}.{name}" for name in dir(_value(frame, head)) if name.startswith(tail)]
            return sorted(name for name in names if tail.startswith("_") or "._" not in name[len(head) :])
        known = {*frame.f_locals, *frame.f_globals, *dir(builtins), *_extras(frame)}
    except BaseException:
        return []
    return sorted(name for name in known if isinstance(name, str) and name.startswith(text))


# -- the end --------------------------------------------------------------------------------


def run_exit_functions():
    """What a normal exit does before the interpreter is taken down: atexit, then flushing."""
    import atexit

    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:
            pass  # closed or None: nothing to flush
