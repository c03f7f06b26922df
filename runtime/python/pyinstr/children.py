"""Processes that multiprocessing starts anew get what this one installed.

A forked child has everything; one of `spawn` or `forkserver` begins with an empty interpreter, and
what its parent tells it is unpickled before the program's main module is run again. That
preparation carries one more entry: unpickling it installs the import hook there, too, arms what is
armed here when the child is started, and begins the views that there are.

Other programs that are started, `sys.executable` among them, are not touched: what they are told
is their command line and the environment.
"""

import os
import sys

from . import _core

SPAWN = "multiprocessing.spawn"

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

_hooks = None
"""The arguments of `importer.install` in children; None if they have no import hook."""

_debugger = False
"""Whether they have the debugger, with or without hooks."""


class _Preparation:
    """Unpickled in a child, it calls `prepare` there. No import, as the path is not set up yet."""

    def __init__(self, arguments):
        self.arguments = arguments

    def __reduce__(self):
        lines = [
            "import sys",
            f"sys.path.insert(0, {FOLDER!r})",
            "try:",
            "    from pyinstr import children",
            f"    children.prepare{self.arguments!r}",
            "except Exception as error:",  # another Python, perhaps: it runs as it is
            "    print('pyinstr: a child runs without hooks:', error, file=sys.stderr)",
            "finally:",
            "    del sys.path[0]",
        ]
        return exec, ("\n".join(lines), {})


class _Finder:
    """Waits for the program to import multiprocessing."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != SPAWN:
            return None
        sys.meta_path.remove(_Finder)
        import importlib.util

        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def exec_module(module):
            del spec.loader.exec_module
            execute(module)
            _add_to(module)

        spec.loader.exec_module = exec_module
        return spec


def _add_to(spawn):
    original = spawn.get_preparation_data

    def get_preparation_data(name):
        data = original(name)
        try:
            if _hooks is not None or _debugger:
                data["pyinstr"] = _Preparation((_hooks, *_core.handed_on()))
        except Exception as error:
            print("pyinstr: a child runs without the debugger:", error, file=sys.stderr)
        return data

    get_preparation_data.original = original
    spawn.get_preparation_data = get_preparation_data


def _begin():
    if SPAWN not in sys.modules:
        if _Finder not in sys.meta_path:
            sys.meta_path.insert(0, _Finder)
    elif not hasattr(sys.modules[SPAWN].get_preparation_data, "original"):
        _add_to(sys.modules[SPAWN])


def hand_on_hooks(include, exclude):
    """Children from now on have the import hook, too."""
    global _hooks
    _hooks = tuple(include), tuple(exclude)
    _begin()


def hand_on_no_hooks():
    """The opposite."""
    global _hooks
    _hooks = None
    if not _debugger and _Finder in sys.meta_path:
        sys.meta_path.remove(_Finder)


def hand_on_debugger():
    """Children from now on have what is armed here when they are started, hooks or not."""
    global _debugger
    _debugger = True
    _begin()


def prepare(hooks, state, copies):
    """In a child: what `pyinstr run` and `pyinstr.install` did in its parent. `state` stands for what
    the environment asks for, unless it is empty; `copies` are the folders of known copies."""
    from . import importer

    if hooks is not None:
        importer.install(*hooks)
        _instrument_main(importer)
    hand_on_debugger()
    _core.begin_as_child(state, copies)


def _instrument_main(importer):
    """The program's file is run by `runpy`, which asks no import hook for its code. Where the
    function is not what it was, it runs as it is."""
    import runpy

    original = getattr(runpy, "_get_code_from_file", None)
    if original is None:
        return

    def _get_code_from_file(*arguments):
        found, path = original(*arguments), os.path.abspath(arguments[-1])
        try:
            code = importer.code_of_file(path)[0]
        except (OSError, SyntaxError):
            return found
        return (code, *found[1:]) if isinstance(found, tuple) else code  # a pair before 3.13

    runpy._get_code_from_file = _get_code_from_file


def any_started():
    """Whether multiprocessing has started one, by whichever method, that the program still knows.

    `multiprocessing.active_children` would not do: it joins those that have ended."""
    module = sys.modules.get("multiprocessing.process")
    known = list(getattr(module, "_dangling", ())) if module else []
    own = [process for process in known if getattr(process, "_parent_pid", None) == os.getpid()]
    return any(getattr(process, "_popen", None) is not None for process in own)
