"""Stops where a frame returns, with the value at hand: the `return` command.

Only from `watch` until the frame is left, or until the thread stops elsewhere, something of the
interpreter's is taken: events on that one code object; on PyPy a trace function, on that thread and
frame, if nobody has one. Where neither can be had, the step out still ends at the first line behind.
"""

import sys
import threading

from . import _core, tracing
from .values import show

CO_COROUTINE, CO_ASYNC_GENERATOR = 0x80, 0x200
_watches = {}
"""What is pending, by thread."""

shown = []
"""What the frames of the open prompts return, where those stopped at a return; the innermost last."""


class _Watch:
    """A frame whose return is waited for."""

    def __init__(self, frame):
        self.frame, self.code = frame, frame.f_code
        self.waits = bool(self.code.co_flags & (CO_COROUTINE | CO_ASYNC_GENERATOR))

    def left(self, verb, value):
        """The frame is being left; nothing is taken any more."""
        if verb == "yields" and self.waits:  # it only waits for something: not left yet
            return
        release()
        _stop(verb, value)


class _Monitored(_Watch):
    def take(self):
        return not _core.watch_frame(self.frame, _core.event_return | _core.event_yield, self._event)

    def _event(self, event, value):
        self.left("returns" if event == _core.event_return else "yields", value)

    def give_back(self):
        _core.forget_frame(self.frame)


class _Traced(_Watch):
    def take(self):
        if sys.gettrace() is not None or tracing.trace_of(self.frame) is not None:
            return False
        self.lines = self.frame.f_trace_lines
        self.frame.f_trace, self.frame.f_trace_lines = self._event, False
        sys.settrace(self._ignore)
        return True

    def _ignore(self, frame, event, value):
        """Of the calls that begin meanwhile, none is traced."""

    def _event(self, frame, event, value):
        verb = event == "return" and tracing.leaves_with(frame)
        if verb:
            self.left(verb, value)
        elif event == "return":  # by an exception
            release()

    def give_back(self):
        if sys.gettrace() == self._ignore:
            sys.settrace(None)
        if tracing.trace_of(self.frame) == self._event:
            self.frame.f_trace = None
        self.frame.f_trace_lines = self.lines


def watch(frame):
    """From now on this thread stops where the frame returns, if that can be had."""
    release()
    pending = (_Monitored if _core.has_events else _Traced)(frame)
    if pending.take():
        _watches[threading.get_ident()] = pending


def release():
    """Gives back what this thread has taken."""
    pending = _watches.pop(threading.get_ident(), None)
    if pending is not None:
        pending.give_back()


def _stop(verb, value):
    shown.append(value)
    try:
        _core.stop_at_return(f"{verb} {show(value, 200)}")
    finally:
        shown.pop()


def text(limit):
    """The value that the frame of this stop returns; None if this is no such stop."""
    return show(shown[-1], limit) if shown else None
