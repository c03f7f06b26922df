"""`jump LINE`: the next line that runs is another one.

CPython lets the line of a frame be set only where somebody is told of one of its lines, and on 3.10
of an instruction. A stop is inside a hook, which is in the middle of a line. So the line is set one
moment later, at the first instruction behind the hook:

- on 3.10 a trace function is told of each instruction up to that one;
- later there must be a line event at that place, though the hook is on the same line. So for that
  moment the hook is on no line at all. On 3.11 a trace function is told, from 3.12 on the listener
  of sys.monitoring.

Whatever was taken is given back in the event, and the hook its line. The hook of the line that the
frame is set to reports as always: there the prompt comes back. Where CPython refuses, nothing has
run, and the prompt comes back with its reason.
"""

import dis
import sys
import threading
import warnings

from . import _core

HAS_MONITORING = hasattr(sys, "monitoring")
BY_INSTRUCTION = sys.version_info < (3, 11)

CALLS = {"CALL", "CALL_FUNCTION"}
BEHIND_CALL = {"POP_TOP", "COPY", "DUP_TOP", "TO_BOOL", "NOP", "NOT_TAKEN"}
"""What belongs to a hook behind its call, besides jumps."""

NO_LINE_BEGINS = "no line is about to begin here: `next` goes to one"

_pending = {}
"""Jumps that wait for the program to be behind its hook, by thread."""

_refused = []
"""Frames whose prompt came back in the event, where their line can be set at once."""


def _hook_around(code, offset):
    """(begin, end) of the hook's instructions; None where no hook is."""
    instructions = [one for one in dis.get_instructions(code) if one.opname != "CACHE"]
    for index, first in enumerate(instructions):
        if first.opname in ("LOAD_GLOBAL", "LOAD_NAME") and _core.is_hook_name(first.argval):
            end = _end_of_hook(instructions, index)
            if first.offset <= offset < end:
                return _with_prefixes(instructions, index), end
    return None


def _end_of_hook(instructions, index):
    while instructions[index].opname not in CALLS:
        index += 1
    index += 1
    while _belongs_behind_call(instructions, index):
        index += 1
    return _with_prefixes(instructions, index)


def _belongs_behind_call(instructions, index):
    while instructions[index].opname == "EXTENDED_ARG":
        index += 1
    return instructions[index].opname in BEHIND_CALL or "JUMP" in instructions[index].opname


def _with_prefixes(instructions, index):
    """Where an instruction begins."""
    while index and instructions[index - 1].opname == "EXTENDED_ARG":
        index -= 1
    return instructions[index].offset


class _Pending:
    def __init__(self, frame, hook, line, here):
        self.frame, self.code, self.hook, self.line, self.here = frame, frame.f_code, hook, line, here

    def hide_hook(self):
        self.table = None if BY_INSTRUCTION else self.code.co_linetable
        if self.table is not None:
            _core.hide_lines(self.code, *self.hook)

    def show_hook(self):
        if self.table is not None:
            _core.set_locations(self.code, self.table)

    def release(self):
        self.show_hook()
        self.give_back()

    def go(self):
        """In the event: sets the line. Whatever happens then, there is a prompt."""
        why = "the program is past that place already"
        if self.frame.f_lasti == self.hook[1]:
            self.show_hook()
            why = _set(self.frame, self.line)
        release()
        if not why:
            _core.jumped(self.frame.f_lineno)
            return
        _refused.append(self.frame)
        try:
            _core.stop_again(f"cannot jump to line {self.line}: {why}", self.here)
        finally:
            _refused.pop()


def _is_ours(function):
    """Whether it is the native trace function."""
    return getattr(function, "__name__", "") == "pyinstr_trace"


class _Traced(_Pending):
    """Below Python 3.12."""

    def take(self):
        self.before = sys.gettrace()
        if self.before is not None and not _is_ours(self.before):
            return _tracer(self.before)
        frame = self.frame
        self.kept = frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes
        self.hide_hook()
        frame.f_trace = self._event
        frame.f_trace_lines, frame.f_trace_opcodes = not BY_INSTRUCTION, BY_INSTRUCTION
        sys.settrace(self._ignore)
        return ""

    def _ignore(self, frame, event, argument):
        """Of the calls that begin meanwhile, none is traced."""

    def _event(self, frame, event, argument):
        if event == "opcode" and frame.f_lasti < self.hook[1]:
            return self._event
        if event in ("line", "opcode"):
            self.go()
        else:
            release()  # an exception has left the hook
        return frame.f_trace

    def give_back(self):
        self.frame.f_trace, self.frame.f_trace_lines, self.frame.f_trace_opcodes = self.kept
        sys.settrace(self.before)


class _Monitored(_Pending):
    def take(self):
        if _core.lines_are_heard(self.code):
            return _listener(self.code)
        self.hide_hook()
        holder = _core.watch_frame(self.frame, _core.event_line, self._event)
        if holder:
            self.show_hook()
            return holder
        return ""

    def _event(self, event, line):
        self.go()

    def give_back(self):
        _core.forget_frame(self.frame)


def _listener(code):
    """Who hears of the code's lines."""
    if sys.gettrace() is not None:
        return _tracer(sys.gettrace())
    monitoring = sys.monitoring
    for slot in range(6):
        name = monitoring.get_tool(slot)
        events = monitoring.get_events(slot) | monitoring.get_local_events(slot, code) if name else 0
        if events & monitoring.events.LINE:
            return f"`{name}` hears of the lines of this code"
    return "another thread's trace function hears of the lines of this code"


def _tracer(function):
    return f"this thread has a trace function ({function!r})"


def release():
    """Gives back what this thread has taken."""
    pending = _pending.pop(threading.get_ident(), None)
    if pending is not None:
        pending.release()


def _nothing(frame, event, argument):
    """CPython wants a frame to have a trace function, up to 3.11."""


def _set(frame, line):
    """Why the line cannot be set, in CPython's words; or an empty text."""
    borrowed = not HAS_MONITORING and frame.f_trace is None
    if borrowed:
        frame.f_trace = _nothing
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # unbound locals become None, from 3.12 on
            frame.f_lineno = line
    except ValueError as error:
        return str(error)
    finally:
        if borrowed:
            frame.f_trace = None
    return ""


def _set_at_once(frame, line):
    """Where the stop is in an event itself: elsewhere the instruction that runs would go on."""
    if not HAS_MONITORING and frame not in _refused[-1:] and not _core.is_in_event():
        return NO_LINE_BEGINS
    why = _set(frame, line)
    if not why:
        _core.jumped(frame.f_lineno)
    return NO_LINE_BEGINS if "trace" in why else why


def jump(frame, line, here):
    """Why there is no jump; or an empty text, and the program must go on: it stops at once. The prompt
    is at line `here`."""
    if sys.implementation.name != "cpython":
        return "pyinstr does that on CPython only"
    if line < 1:
        return "lines are counted from 1"
    release()
    hook = _hook_around(frame.f_code, frame.f_lasti)
    if hook is None:
        return _set_at_once(frame, line)
    pending = (_Monitored if HAS_MONITORING else _Traced)(frame, hook, line, here)
    why = pending.take()
    if not why:
        _pending[threading.get_ident()] = pending
    return why
