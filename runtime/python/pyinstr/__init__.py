"""pyinstr: a debugger whose hooks are in the code.

    pyinstr.set_trace()                      stop here
    pyinstr.set_breakpoint("counter", 6)     stop there; (number, message)
    pyinstr.clear_breakpoint(1)
    pyinstr.install()                        instrument what is imported from now on

Instrumented files import this package by themselves. It imports no Python module but its own, since
any other might be instrumented and just about to import it.
"""

from ._core import attach, clear_breakpoint, set_breakpoint, set_trace

__all__ = ["attach", "clear_breakpoint", "install", "set_breakpoint", "set_trace", "uninstall"]


def install(include=(), exclude=()):
    """Instruments modules when they are imported, from now on; see `pyinstr.importer`."""
    from . import importer

    importer.install(include, exclude)


def uninstall():
    """Modules imported from now on are left alone; those imported already keep their hooks."""
    from . import importer

    importer.uninstall()
