"""pyinstr: a debugger whose hooks are in the code.

    pyinstr.set_trace()                      stop here
    await pyinstr.set_trace_async()          the same, and `await` works at the prompt
    pyinstr.run("f()")                       stop at the first line that is reached; runeval, runcall
    pyinstr.set_breakpoint("counter", 6)     stop there; (number, message)
    pyinstr.clear_breakpoint(1)
    pyinstr.pm()                             look at what was raised last; post_mortem(error)
    pyinstr.install()                        instrument what is imported from now on
    pyinstr.skipping()                       whether hooks with nothing to do are skipped, and why not

Instrumented files import this package by themselves. It imports no Python module but its own, since
any other might be instrumented and just about to import it.
"""

from ._core import attach, clear_breakpoint, set_breakpoint, set_trace, skipping

__all__ = [
    "attach",
    "clear_breakpoint",
    "install",
    "pm",
    "post_mortem",
    "run",
    "runcall",
    "runeval",
    "set_breakpoint",
    "set_trace",
    "set_trace_async",
    "skipping",
    "uninstall",
]


def run(statement, globals=None, locals=None):
    """Runs statements, a text or a code object, and stops at the first line they reach."""
    from . import running

    running.run(statement, globals, locals)


def runeval(expression, globals=None, locals=None):
    """The value of an expression; stops at the first line that it reaches."""
    from . import running

    return running.runeval(expression, globals, locals)


def runcall(function, /, *arguments, **keywords):
    """What a call of the function returns; stops at the first line that it reaches."""
    from . import running

    return running.runcall(function, *arguments, **keywords)


def set_trace_async(*, header=None, commands=None):
    """To be awaited: stops in the coroutine, where `await EXPRESSION` then works at the prompt."""
    from . import awaiting

    return awaiting.set_trace_async(header=header, commands=commands)


def install(include=(), exclude=()):
    """Instruments modules when they are imported, from now on; see `pyinstr.importer`."""
    from . import importer

    importer.install(include, exclude)


def uninstall():
    """Modules imported from now on are left alone; those imported already keep their hooks."""
    from . import importer

    importer.uninstall()


def post_mortem(error=None):
    """Opens the shell in the frames that an exception (or a traceback) passed through; without one,
    that which is being handled. ValueError if there is none."""
    from . import tracebacks

    tracebacks.post_mortem(tracebacks.case_of(error))


def pm():
    """The same for the last exception that ended at Python's own prompt."""
    from . import tracebacks

    tracebacks.post_mortem(tracebacks.last_case())
