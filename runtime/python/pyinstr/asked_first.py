"""Breakpoints that are asked by a hook in plain Python, before the debugger is told that it was reached: their
conditions, and whether their hits pass.

So PyPy's JIT compiles that with the loop around it: the frame and the dict of its locals that a condition needs
never come to be while it declines. The debugger is called when a condition holds or fails, and is given
the answer, so that nothing is asked twice; and when a hit does not pass.
"""

import sys
from _thread import _local
from itertools import count, repeat
from operator import lt

from __pypy__ import hidden_applevel, stack_almost_full

from .signal_handlers import begun_by, is_interrupt


class _Thread(_local):
    ignored = False
    asking = None


thread = _Thread()
"""`thread.ignored`: the debugger is at work on this thread, and hooks do nothing. `thread.asking`: the
function that is asked there, if is_asking()."""


counting_with = (map, lt, count, list, repeat(-1), repeat(False))
"""What python_hook.cpp makes the iterators of that count hits."""


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


def asked_of(wanted):
    """What of `wanted` makes a difference to asking()."""
    number, condition, hits, _ = wanted
    return number, condition, hits is not None


def asking(wanted, answered, reach):
    """A handler for one site, where only one breakpoint stands: `wanted` are its number, its condition's text or
    None, its hits or None, and bind.

    bind() gives the condition for the code and the globals that run, as (function, names of its
    parameters), or None where it cannot be had so. The item of `hits`, which is exchanged now and then, is an
    iterator that says of the next hit whether it passes. answered(site, number, answer): the condition was true,
    or raised what is given; reach(site): it was not asked.
    """
    number, condition, hits, bind = wanted
    if condition is None:
        return _counting(hits, reach)
    return _asking_condition(number, hits, bind, answered, reach)


def _counting(hits, reach):
    @hidden_applevel
    def handler(site):
        if thread.ignored or (thread.asking is not None and is_asking()):
            return
        if not next(hits[0]) and not stack_almost_full():  # as in compiled_away.py
            reach(site)

    return handler


def _asking_condition(number, hits, bind, answered, reach):
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
        if answer is False or (answer is True and hits is not None and next(hits[0])):
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
