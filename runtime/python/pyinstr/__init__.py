"""pyinstr: a debugger whose hooks are in the code.

    pyinstr.set_trace()                      stop here
    pyinstr.set_breakpoint("counter", 6)     stop there; (number, message)
    pyinstr.clear_breakpoint(1)

Instrumented files import this package by themselves. It imports no Python module, since any
might be instrumented and just about to import it.
"""

from ._core import attach, clear_breakpoint, set_breakpoint, set_trace

__all__ = ["attach", "clear_breakpoint", "set_breakpoint", "set_trace"]
