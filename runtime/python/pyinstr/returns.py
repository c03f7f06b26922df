"""Stops where a frame returns, with the value at hand: the `return` command.

Only from `watch` until the frame is left, or until the thread stops elsewhere, something of the
interpreter's is taken: on 3.12 and later a monitoring slot that no tool has a name for, with events
on that one code object; below a trace function, on that thread and frame, if nobody has one. Where
neither can be had, the step out still ends at the first line behind.
"""

import sys
import threading

from . import _core, tracing
from .values import show

MONITORING = getattr(sys, "monitoring", None)
SLOTS = (4, 3)
"""Ids of sys.monitoring that are reserved for nobody."""

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
        self.slot = next((slot for slot in SLOTS if MONITORING.get_tool(slot) is None), None)
        if self.slot is None:
            return False
        events = MONITORING.events
        MONITORING.use_tool_id(self.slot, "pyinstr return")
        for event, verb in ((events.PY_RETURN, "returns"), (events.PY_YIELD, "yields")):
            MONITORING.register_callback(self.slot, event, self._callback(verb))
        MONITORING.set_local_events(self.slot, self.code, events.PY_RETURN | events.PY_YIELD)
        return True

    def _callback(self, verb):
        def event(code, offset, value):
            if sys._getframe(1) is self.frame:
                self.left(verb, value)

        return event

    def give_back(self):
        events = MONITORING.events
        MONITORING.set_local_events(self.slot, self.code, 0)
        for event in (events.PY_RETURN, events.PY_YIELD):
            MONITORING.register_callback(self.slot, event, None)
        MONITORING.free_tool_id(self.slot)


class _Traced(_Watch):
    def take(self):
        if sys.gettrace() is not None or self.frame.f_trace is not None:
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
        if self.frame.f_trace == self._event:
            self.frame.f_trace = None
        self.frame.f_trace_lines = self.lines


def watch(frame):
    """From now on this thread stops where the frame returns, if that can be had."""
    release()
    pending = (_Monitored if MONITORING else _Traced)(frame)
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
