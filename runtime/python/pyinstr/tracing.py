"""On PyPy: one trace function, for all parts of the runtime that hear of calls. CPython has native ones.

Set while one of them wants to, in threads that have none, and taken away when none does any more.
Code that steps pass over is not traced, and nowhere lines.
"""

import dis
import sys
import threading

from . import _core

LEAVES = {"RETURN_VALUE": "returns", "YIELD_VALUE": "yields"}
"""Instructions that leave a frame with a value. At any other one an exception leaves it."""

WAITS_IN_PLACE = sys.implementation.name == "pypy"
"""A frame that waits stands at the instruction that does, as one that an exception leaves there does."""

_listeners = {}
"""Functions of (frame, event, argument), by whose they are."""


def leaves_with(frame):
    """`returns` or `yields`, as a frame is left; None if an exception leaves it. One that waits for
    another generator or an awaitable stands, up to 3.10, in front of the instruction that does."""
    code, here = frame.f_code.co_code, frame.f_lasti
    ahead = dis.opname[code[here + 2]] if here + 2 < len(code) else ""
    at = dis.opname[code[here]]
    waits = ahead == "YIELD_FROM" or (WAITS_IN_PLACE and at == "YIELD_FROM")
    return "yields" if waits else LEAVES.get(at)


def _call(frame, event, argument):
    if not _core.is_own_frame(frame):
        return None
    frame.f_trace_lines = False
    return _event(frame, event, argument)


def _event(frame, event, argument):
    for listener in list(_listeners.values()):
        listener(frame, event, argument)
    return _event


def want(who, listener):
    """The listener hears of calls from now on, or of no more if it is None. Why not, or an empty text."""
    if listener is None:
        if _listeners.pop(who, None) is not None and not _listeners:
            _give_back()
        return ""
    refusal = "" if _listeners else _take()
    if not refusal:
        _listeners[who] = listener
    return refusal


def trace_of(frame):
    """The frame's trace function, behind the mark that a breakpoint on a function may have put there."""
    trace = frame.f_trace
    return trace.__self__ if getattr(trace, "__name__", "") == "pyinstr_mark" else trace


def _take():
    if sys.gettrace() is not None:
        return f"this thread has a trace function ({sys.gettrace()!r}); PyPy allows no other"
    if threading._trace_hook is None:
        threading.settrace(_call)
    sys.settrace(_call)
    for frame in _running_frames():
        if trace_of(frame) is None and _core.is_own_frame(frame):
            frame.f_trace, frame.f_trace_lines = _event, False
    return ""


def _give_back():
    if sys.gettrace() is _call:
        sys.settrace(None)
    if threading._trace_hook is _call:
        threading.settrace(None)
    for frame in _running_frames():
        if trace_of(frame) is _event:
            frame.f_trace, frame.f_trace_lines = None, True


def _running_frames():
    """Of all threads."""
    for frame in sys._current_frames().values():
        while frame is not None:
            yield frame
            frame = frame.f_back
