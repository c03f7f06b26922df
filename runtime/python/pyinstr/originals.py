"""Shows the original's text where Python shows source: never a hook.

A copy's lines are the original's lines with hooks in them, and its code says the original's
columns. So all that is left to do is to take the hooks out of the text that is shown:

- `linecache`, from which `traceback`, `inspect`, `warnings`, `logging`, `doctest`, `pdb` and pytest
  have their lines, is given stripped ones;
- what CPython prints by itself comes from the file on disk, whatever `linecache` says. Where the
  program has set no hook of its own for that, one is set that prints the same by `traceback`.

This module is imported when a copy begins to run, so it imports nothing that might be a copy, too:
what it needs later it imports when there is something to show. Modules that are not loaded yet are
looked after when they have been.
"""

import sys

from . import _core

PROLOGUE = "# pyinstr "
"""What a text of ours certainly holds."""

SAYS_MAIN = sys.version_info < (3, 11)
"""C code names the module of `__main__.Error`; `traceback` never does, nor do later versions."""

C_UNDERLINES = sys.version_info < (3, 13)
"""C code underlines what a traceback is about, where it still prints one by itself."""

HAS_COLUMNS = sys.version_info >= (3, 11)
"""Code knows the columns of its instructions; `_core.gives_positions` if they can be put right."""

UNCAUGHT_FROM_DISK = sys.version_info < (3, 13)
"""Uncaught exceptions are printed by C code that reads the file; later, by `traceback`."""

UNRAISABLE_FROM_DISK = sys.version_info < (3, 15)
"""The same for those that nobody can catch."""


# -- linecache ------------------------------------------------------------------------------


def _stripped_lines(lines, path):
    """The lines of the original. The file's bytes are asked, since only they are exact."""
    import io
    import tokenize

    try:
        with open(path, "rb") as file:
            original = _core.strip(file.read())
        encoding, _ = tokenize.detect_encoding(io.BytesIO(original).readline)
    except (OSError, SyntaxError):  # lines from a loader, of a file inside an archive
        original, encoding = _core.strip("".join(lines).encode()), "utf-8"
    whole = io.TextIOWrapper(io.BytesIO(original), encoding, errors="replace").readlines()
    if whole and not whole[-1].endswith("\n"):
        whole[-1] += "\n"
    return whole


def _is_copy(lines):
    return any(PROLOGUE in line for line in lines)


def _strip_entry(linecache, filename):
    size, changed, lines, path = linecache.cache[filename]
    lines = _stripped_lines(lines, path)
    linecache.cache[filename] = (size, changed, lines, path)
    return lines


def _watch_linecache(linecache):
    update = linecache.updatecache

    def updatecache(filename, module_globals=None):
        lines = update(filename, module_globals)
        return _strip_entry(linecache, filename) if _is_copy(lines) else lines

    updatecache.__doc__ = update.__doc__
    linecache.updatecache = updatecache
    # What has been read before the first hook, by pdb for its breakpoints.
    for filename, entry in list(linecache.cache.items()):
        if len(entry) == 4 and _is_copy(entry[2]):
            _strip_entry(linecache, filename)


def _watch_traceback(traceback):
    """Where code has to keep the columns of the copy, they are mapped when they are asked for."""
    ask = getattr(traceback, "_get_code_position", None)
    if ask is None:
        return
    maps = {}

    def position(code, instruction):
        found, path = ask(code, instruction), code.co_filename
        if path not in maps:
            maps[path] = _core.original_locations(path)
        return maps[path](*found) if maps[path] and None not in found else found

    traceback._get_code_position = position


# -- what CPython prints itself ---------------------------------------------------------------


def _named_like_c(shown):
    """Lets a TracebackException, and those it tells of, say `__main__.` where CPython does."""
    while SAYS_MAIN and shown is not None:
        kind = shown.exc_type
        if kind.__module__ == "__main__":
            base = SyntaxError if issubclass(kind, SyntaxError) else Exception
            shown.exc_type = type(kind.__name__, (base,), {"__module__": "builtins"})
            shown.exc_type.__qualname__ = f"__main__.{kind.__qualname__}"
        _named_like_c(shown.__context__)
        shown = shown.__cause__


def _traceback_text(kind, error, trace):
    import traceback

    shown = traceback.TracebackException(kind, error, trace)
    _named_like_c(shown)
    return "".join(shown.format())


def _die_of_interrupt():
    """Says anew that the program ends by Ctrl-C, which imports have made CPython forget.

    It notes so when KeyboardInterrupt leaves evaluated text, forgets it when other text is
    evaluated (namedtuple does), and at its end it looks, to die of the signal as shells expect.
    """
    try:
        exec("raise KeyboardInterrupt", {})
    except KeyboardInterrupt:
        pass


def _excepthook(kind, error, trace):
    try:
        text = _traceback_text(kind, error, trace)
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()
    except Exception:
        sys.__excepthook__(kind, error, trace)
    if kind is KeyboardInterrupt and sys._getframe().f_back is None:  # called by CPython itself
        _die_of_interrupt()


def _watch_threading(threading):
    def excepthook(arguments):
        if arguments.exc_type is SystemExit:
            return
        try:
            thread = arguments.thread
            out = sys.stderr or getattr(thread, "_stderr", None)
            if out is None:
                return
            name = thread.name if thread is not None else threading.get_ident()
            text = _traceback_text(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
            out.write(f"Exception in thread {name}:\n{text}")
            out.flush()
        except Exception:
            threading.__excepthook__(arguments)

    if threading.excepthook is getattr(threading, "__excepthook__", threading.excepthook):
        threading.excepthook = excepthook


def _about(arguments):
    """The line that an unraisable error begins with, as CPython writes it."""
    if arguments.object is None:
        return f"{arguments.err_msg}:\n" if arguments.err_msg else ""
    try:
        shown = repr(arguments.object)
    except Exception:
        shown = "<object repr() failed>"
    return f"{arguments.err_msg or 'Exception ignored in'}: {shown}\n"


def _last_line(kind, error):
    """And the one it ends with."""
    module = kind.__module__
    plain = module == "builtins" or (module == "__main__" and not SAYS_MAIN)
    name = kind.__qualname__ if plain else f"{module}.{kind.__qualname__}"
    try:
        return name if error is None else f"{name}: {error}"
    except Exception:
        return f"{name}: <exception str() failed>"


def _frames_text(trace):
    import traceback

    frames = traceback.extract_tb(trace)
    for frame in () if C_UNDERLINES else frames:
        frame.colno = frame.end_colno = None
    return "Traceback (most recent call last):\n" + "".join(frames.format())


def _unraisablehook(arguments):
    try:
        text = _about(arguments)
        if arguments.exc_traceback is not None:
            text += _frames_text(arguments.exc_traceback)
        text += _last_line(arguments.exc_type, arguments.exc_value) + "\n"
    except Exception:  # at the very end even modules may be gone
        sys.__unraisablehook__(arguments)
    else:
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()


# -- modules that are not there yet -----------------------------------------------------------


class _Loader:
    """A module's own loader, but for what is done when the module is complete."""

    def __init__(self, loader, watcher, name):
        self.loader, self.watcher, self.name = loader, watcher, name

    def __getattr__(self, attribute):
        return getattr(self.loader, attribute)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        self.loader.exec_module(module)
        self.watcher.complete(self.name, module)


class _Watcher:
    """Stands in front of the other finders until each of some modules has been imported."""

    def __init__(self, wanted):
        self.wanted = wanted

    def find_spec(self, name, path=None, target=None):
        if name not in self.wanted:
            return None
        for finder in [finder for finder in sys.meta_path if finder is not self]:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = _Loader(spec.loader, self, name)
                return spec
        return None

    def complete(self, name, module):
        done = self.wanted.pop(name, None)
        if done is not None:
            done(module)
        if not self.wanted and self in sys.meta_path:
            sys.meta_path.remove(self)


def _watch(modules):
    waiting = {}
    for name, done in modules.items():
        module = sys.modules.get(name)
        if module is None:
            waiting[name] = done
        elif not getattr(module.__spec__, "_initializing", False):
            done(module)
    if waiting:
        sys.meta_path.insert(0, _Watcher(waiting))


def install():
    """Once in an interpreter, before the first line of its first copy."""
    modules = {"linecache": _watch_linecache}
    if HAS_COLUMNS and not _core.gives_positions:
        modules["traceback"] = _watch_traceback
    if UNCAUGHT_FROM_DISK:
        modules["threading"] = _watch_threading
        if sys.excepthook is sys.__excepthook__:
            sys.excepthook = _excepthook
    if UNRAISABLE_FROM_DISK and sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _unraisablehook
    _watch(modules)
