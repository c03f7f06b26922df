"""What handlers of signals raise while the debugger is at work is the program's: it is not taken for
a failure of what was being done, and gets to the program when that goes on."""

import _signal

CONDITION = "<condition>"
"""The file of the debugger's own expressions."""


def is_interrupt(error, trace):
    """Whether the exception, with that traceback, is a KeyboardInterrupt or came out of a handler."""
    return isinstance(error, KeyboardInterrupt) or begun_by(trace) is not None


def begun_by(trace):
    """The traceback from the handler's frame on; None if the exception came out of none."""
    while trace is not None and trace.tb_frame.f_code.co_filename == CONDITION:
        trace = trace.tb_next
    if trace is None:
        return None
    codes = {_code_of(_signal.getsignal(number)) for number in range(1, _signal.NSIG)}
    while trace is not None and trace.tb_frame.f_code not in codes:
        trace = trace.tb_next
    return trace


def _code_of(handler):
    """The code that runs first in it; None where that is not Python's."""
    while hasattr(handler, "func"):
        handler = handler.func  # of functools.partial
    for function in (handler, getattr(type(handler), "__call__", None)):
        function = getattr(function, "__func__", function)
        if hasattr(function, "__code__"):
            return function.__code__
    return None
