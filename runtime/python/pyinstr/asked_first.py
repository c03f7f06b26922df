"""Conditions that are asked by a hook in plain Python, before the debugger is told that it was reached.

So PyPy's JIT compiles them with the loop around them: the frame and the dict of its locals that one needs
never come to be while it declines. The debugger is called when a condition holds or fails, and is given
the answer, so that nothing is asked twice.
"""

import sys
from _thread import _local

from __pypy__ import hidden_applevel, stack_almost_full

from .signal_handlers import begun_by, is_interrupt


class _Thread(_local):
    ignored = False
    asking = None


thread = _Thread()
"""`thread.ignored`: the debugger is at work on this thread, and hooks do nothing. `thread.asking`: the
function that is asked there, if is_asking()."""


@hidden_applevel
def is_asking():
    """Whether the code that runs is called by a condition. An exception that a signal's handler raised just
    when a condition had ended leaves that undone, so it is looked for on the stack."""
    if thread.asking is None:
        return False
    code, frame = thread.asking.__code__, sys._getframe()
    while frame is not None:
        if frame.f_code is code:
            return True
        frame = frame.f_back
    thread.asking = None
    return False


@hidden_applevel
def call_cut(function, *values):
    """Calls it for native code, whose errors then have no traceback but that of a signal's handler: it would
    be copied, entry by entry, and that of a RecursionError takes more stack than there is."""
    try:
        return function(*values)
    except BaseException as error:
        raise error.with_traceback(begun_by(error.__traceback__))


def _picking(names):
    """A function that gives these of a dict of locals, and that the JIT can look into."""
    return eval("lambda found: (" + "".join(f"found[{name!r}], " for name in names) + ")", {})


@hidden_applevel
def _answer(ask, pick, found):
    try:
        values = pick(found)
    except KeyError as missing:
        return NameError(f"name '{missing.args[0]}' is not defined")
    return bool(ask(*values))


def asking(number, bind, answered, reach):
    """A handler for one site, where only the breakpoint of that number stands, which has a condition.

    bind() gives the condition for the code and the globals that run, as (function, names of its
    parameters), or None where it cannot be had so. answered(site, number, answer): it was true, or raised
    what is given; reach(site): it was not asked.
    """
    bound = (None, None, None, None)

    @hidden_applevel
    def bind_to(frame):
        nonlocal bound
        found = bind()
        if found is None:
            return False
        bound = (frame.f_code, frame.f_globals, found[0], _picking(found[1]))
        return True

    @hidden_applevel
    def handler(site):
        if thread.ignored or (thread.asking is not None and is_asking()):
            return
        answer = None
        try:
            frame = sys._getframe()
            code, names, ask, pick = bound
            thread.asking = ask
            if frame.f_code is code and frame.f_globals is names:
                answer = _answer(ask, pick, frame.f_locals)
        except BaseException as error:
            if is_interrupt(error, error.__traceback__):
                raise error.with_traceback(begun_by(error.__traceback__))
            answer = error.with_traceback(None)
        finally:
            thread.asking = None
        if answer is False:
            return
        if stack_almost_full():  # as in compiled_away.py
            return
        if answer is not None:
            answered(site, number, answer)
        elif bind_to(sys._getframe()):
            handler(site)
        else:
            reach(site)

    return handler
