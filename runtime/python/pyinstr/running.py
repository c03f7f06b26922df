"""Code that is run under the debugger: `run`, `runeval`, `runcall`."""

from . import _core

NAME = "<string>"
"""The file that text is said to come from, as everywhere in Python."""


def _names(globals, locals):
    import __main__

    globals = __main__.__dict__ if globals is None else globals
    return globals, globals if locals is None else locals


def _debugged(function):
    """Calls it, and stops at the first line that is reached."""
    _core.stop_at_first_line()
    try:
        return function()
    finally:
        _core.end_step()


def run(statement, globals=None, locals=None):
    """Runs statements, a text or a code object, and stops at the first line they reach.

    A text is instrumented; a code object is run as it is. Names are those of `__main__` where none
    are given. What the statements raise is raised.
    """
    from . import importer

    if isinstance(statement, str):
        text = statement.encode()
        _core.remember(NAME, text)
        statement, _ = importer.instrumented_code(text, NAME)
    names = _names(globals, locals)
    _debugged(lambda: exec(statement, *names))


def runeval(expression, globals=None, locals=None):
    """The value of an expression, a text or a code object; stops at the first line it reaches,
    which is one of a function that it calls."""
    names = _names(globals, locals)
    return _debugged(lambda: eval(expression, *names))


def runcall(function, /, *arguments, **keywords):
    """What a call of the function returns; stops at the first line it reaches."""
    return _debugged(lambda: function(*arguments, **keywords))
