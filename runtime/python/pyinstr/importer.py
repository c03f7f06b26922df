"""Instruments modules while they are imported, with no copy on disk.

    pyinstr.install(include=["mypkg", "*/plugins/*.py"], exclude=["mypkg.generated"])

Only modules that come from a `.py` file by Python's own loader are meant; frozen modules, archives,
namespace packages and modules of other import hooks (pytest's, for tests whose `assert` it
rewrites) stay what they are. The file names, lines and columns of the code are the original's. It
is cached beside Python's own `.pyc` files under a name that carries our version.

Thread: that of the import, under the import system's locks.
"""

import fnmatch
import os
import sys
from importlib.machinery import SourceFileLoader

from . import _core, children

LEFT_OUT = {
    "numba": "compiles functions from their bytecode, where a hook is a call it does not know",
    "torch": "torch.compile reads bytecode and source; a hook breaks the graph at every line",
    "triton": "compiles kernels from their source text",
    "taichi": "compiles kernels from their source text",
    "pythran": "compiles modules from their source text",
    "pyinstr": "the debugger itself",
}
"""Packages that are left alone unless `include` names them without a wildcard, and why. Functions
of other modules that are handed to them (`@numba.njit`) are better excluded, too."""

INSTALLED = {"site-packages", "dist-packages"}
"""Folders whose modules are somebody else's."""

LIBRARY = os.path.dirname(os.__file__) + os.sep


def _is_own_code(path):
    parts = os.path.dirname(path).split(os.sep)
    return not path.startswith(LIBRARY) and INSTALLED.isdisjoint(parts)


def _matches(pattern, name, path):
    """A pattern with a slash is for paths, another one for a module and all in it."""
    if "/" in pattern:
        return fnmatch.fnmatchcase(path, pattern)
    return fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(name, pattern + ".*")


class Choice:
    """Which modules are instrumented.

    Without `include`: those outside the standard library and outside `site-packages`. `exclude`
    wins over `include`; the packages of LEFT_OUT are left out of wildcards.
    """

    def __init__(self, include=(), exclude=()):
        self.include, self.exclude = tuple(include), tuple(exclude)

    def takes(self, name, path):
        if any(_matches(pattern, name, path) for pattern in self.exclude):
            return False
        chosen = [pattern for pattern in self.include if _matches(pattern, name, path)]
        package = name.partition(".")[0]
        if package in LEFT_OUT:
            return any(pattern.partition(".")[0] == package for pattern in chosen)
        return bool(chosen) if self.include else _is_own_code(path)


class Loader(SourceFileLoader):
    """Python's own loader, but for the text that is compiled and the name it is cached under."""

    def source_to_code(self, data, path, fullname=None, *, _optimization=-1):
        return instrumented_code(data, path, _optimization, fullname)[0]

    def get_data(self, path):
        return super().get_data(_cache_name(path))

    def set_data(self, path, data, *, _mode=0o666):
        super().set_data(_cache_name(path), data, _mode=_mode)

    def get_code(self, fullname):
        # Also where the code comes from the cache: the debugger must know what it is.
        _core.remember(self.path)
        return super().get_code(fullname)


def _cache_name(path):
    if not path.endswith(".pyc"):
        return path
    return f"{path[:-4]}.pyinstr-{_core.version}-{_core.format_version}.pyc"


def instrumented_code(data, path, optimization=-1, module=None):
    """(code, reason): the code of a text with hooks, or without where there is a reason. `module`: its name,
    where Python gives it to compilers (3.15)."""
    named = {} if module is None else {"module": module}

    def compiled(text):
        return compile(text, path, "exec", dont_inherit=True, optimize=optimization, **named)

    text, reason = _core.instrument(data, path)
    if text is None:
        return compiled(data), reason
    try:
        code = compiled(text)
    except SyntaxError:
        return compiled(data), "Python rejects it"  # which has just raised the original's error
    if text != data:  # a copy on disk gets its positions when it begins to run
        _core.give_original_positions(code, text)
    return code, None


def code_of_file(path):
    """The same for the program's own file, given by its whole path; an OSError if it cannot be read."""
    with open(path, "rb") as file:
        source = file.read()
    if not _core.is_instrumented(source):
        _core.remember(path)
    return instrumented_code(source, path)


def code_of_text(source, path):
    """The same for one that is in no file of its own."""
    _core.remember(path, source)
    return instrumented_code(source, path)


class Finder:
    """Asks the finders behind it and puts our loader in the place of Python's."""

    def __init__(self, choice):
        self.choice = choice

    def find_spec(self, name, path=None, target=None):
        for finder in sys.meta_path[sys.meta_path.index(self) + 1 :]:
            find = getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find else None
            if spec is not None:
                return self.with_our_loader(spec)
        return None

    def with_our_loader(self, spec):
        if type(spec.loader) is SourceFileLoader and self.choice.takes(spec.name, spec.loader.path):
            spec.loader = Loader(spec.loader.name, spec.loader.path)
        return spec


def _installed():
    return next((finder for finder in sys.meta_path if isinstance(finder, Finder)), None)


def install(include=(), exclude=()):
    """Instruments what is imported from now on, in children of multiprocessing, too. A second call
    replaces what the first one chose."""
    choice, finder = Choice(include, exclude), _installed()
    if finder is None:
        sys.meta_path.insert(0, Finder(choice))
    else:
        finder.choice = choice
    children.hand_on_hooks(include, exclude)


def uninstall():
    """Modules imported from now on are left alone."""
    if finder := _installed():
        sys.meta_path.remove(finder)
    children.hand_on_no_hooks()
