"""What `catch` wants to know of an exception: whether it is met here first, and who handles it.

Where the interpreter has no events for the native part, on PyPy, this is also where exceptions are
heard of (tracing.py).
"""

import dis
import threading

from . import _core, handlers, inspection, signal_handlers, tracebacks, tracing
from .exception_names import names_of
from .values import error_text

CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit, SystemExit)
"""Raised as a matter of course: caught only if they are named."""

_told = {}
"""By thread, what a stop has called unhandled: not to be told again while it passes more frames.
An identity only; it is forgotten when the thread raises something new."""


class Facts:
    """Of an exception in a frame."""

    def __init__(self, error, first):
        self.first = first
        self.text = tracebacks.text_of(error)
        self.types = [name for kind in type(error).__mro__ for name in names_of(kind)]
        self.control_flow = isinstance(error, CONTROL_FLOW)
        self.handled = self.handled_by_user = True
        self.told = not first and _told.get(threading.get_ident()) == id(error)


def facts(frame, error, trace, again, handling):
    """The facts; None where there is nothing to ask about. Who handles it is found out only where
    `handling` says that somebody wants to know."""
    first = not again and is_first(frame, trace)
    if first:
        _told.pop(threading.get_ident(), None)
    if not first and not handling:
        return None
    found = Facts(error, first)
    if handling and not found.told:
        found.handled, found.handled_by_user = handlers.find(frame, error)
    return found


def is_first(frame, trace):
    """Whether no frame of the program's own has met it before: it is raised by this one, or by what
    this one has called of others' code."""
    if trace is None or trace.tb_next is None or _raises(frame):
        return True
    trace = trace.tb_next
    while trace is not None:
        if _core.is_own_frame(trace.tb_frame):
            return False
        trace = trace.tb_next
    return True


def _raises(frame):
    return dis.opname[frame.f_code.co_code[frame.f_lasti]] == "RAISE_VARARGS"


def tell(error):
    """A stop has said that nothing handles it."""
    _told[threading.get_ident()] = id(error)


def show(error, trace):
    """The prompt that is about to open speaks of this exception."""
    tracebacks.shown.append(tracebacks.Case(error, trace))


def hide():
    tracebacks.shown.pop()


def holds(frame, condition):
    """(truth, what is wrong) of a condition."""
    try:
        return bool(inspection.value(frame, condition)), ""
    except BaseException as error:
        if signal_handlers.is_interrupt(error, error.__traceback__):
            raise
        return False, error_text(error)


# -- on PyPy ----------------------------------------------------------------------------------


def _event(frame, event, argument):
    if event == "exception":
        _core.exception_passes(frame, argument[1], argument[2])


def listen(wanted):
    """On all threads and those that begin from now on; why not, or an empty text."""
    return tracing.want("raised", _event if wanted else None)
