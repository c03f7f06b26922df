"""Hooks in plain Python, for an interpreter that compiles them away: PyPy.

Its JIT looks into Python and not into native functions, so here the question whether anybody wants to
hear of a line is an item of a list, which it finds to be the same in each round of a loop until somebody
changes it. What is asked behind that question is Python, too, for as long as it can be: only a line that
is to be reported calls `reach`, which costs thousands of times as much. The frames of hooks are hidden
from everybody.

Native code that runs out of stack ends the process, so in the last sixteenth of the stack nothing is
reported: there the program is about to have its RecursionError.
"""

import sys

from __pypy__ import hidden_applevel, stack_almost_full

from .asked_first import asking, is_asking, thread


def _named(hook, name):
    hook.__name__ = hook.__qualname__ = name
    hook.__module__ = "builtins"
    return hook


def _with_stack_left(native):
    @hidden_applevel
    def handler(site):
        if not stack_almost_full():
            native(site)

    return handler


def numbered(name, count, begin, reach, answered):
    """(hook, turn) for a file with `count` hooks `dbg_1a2b3c4d(17)`; `dbg_1a2b3c4d(-1)` calls `begin`.

    turn(sites, everywhere): from now on the hook calls reach(site) at those sites, or at all. `sites` are
    a dict: None, or (number, condition, bind) of a breakpoint's condition that is asked first. It takes
    effect in loops that are running. The list stays the same one: a variable that is assigned again
    would have to be read at every hook.
    """
    reach = _with_stack_left(reach)
    handlers = [None] * count + [begin]
    asked = {}  # site -> (number, condition, its handler)

    @hidden_applevel
    def hook(site):
        try:
            handler = handlers[site]
        except IndexError:  # somebody has written it into the copy
            handler = None
        if handler is not None:
            handler(site)

    def handler_of(site, first):
        if first is None:
            return reach
        number, condition, bind = first
        if asked.get(site, ())[:2] != (number, condition):
            asked[site] = (number, condition, asking(number, bind, answered, reach))
        return asked[site][2]

    def turn(sites, everywhere):
        count = max(len(handlers) - 1, max(sites, default=-1) + 1)  # two files may share the name
        wanted = [reach if everywhere else None] * count
        for site, first in sites.items():
            wanted[site] = reach if everywhere else handler_of(site, first)
        for site in [site for site in asked if sites.get(site) is None]:
            del asked[site]
        handlers[:-1] = wanted

    return _named(hook, name), turn


def _looking(reach, answered, wanted_here):
    """A handler for hooks without numbers, which have to look at their frame to know where they are.
    What wanted_here() says of a place that was reached is kept: None, nobody wants to hear of it; or a
    breakpoint's condition to be asked first. With True it always has to be reported."""
    places = {}  # id of code -> (the code, {instruction: None or a handler})
    last = [(None, {})]  # its item that was used last

    @hidden_applevel
    def learn(known, instruction):
        wanted = wanted_here()
        if wanted is None:
            known[instruction] = None
        elif wanted is not True:
            number, _, bind = wanted
            known[instruction] = asking(number, bind, answered, reach)

    @hidden_applevel
    def handler(site):
        if thread.ignored or (thread.asking is not None and is_asking()):
            return
        frame = sys._getframe()
        code = frame.f_code
        here = last[0]
        if code is not here[0]:
            here = last[0] = places.setdefault(id(code), (code, {}))
        try:
            handle = here[1][frame.f_lasti]
        except KeyError:
            if not stack_almost_full():
                reach(site)
                learn(here[1], frame.f_lasti)
        else:
            if handle is not None:
                handle(site)

    return handler


def plain(name, count, begin, reach, answered, wanted_here):
    """The same for hooks `dbg()`, which are all on or all off; `dbg(0)` calls `begin`."""
    everything = _with_stack_left(reach)
    handlers = [None]

    @hidden_applevel
    def hook(*begins):
        if begins:
            begin(-1)
            return
        handler = handlers[0]
        if handler is not None:
            handler(-1)

    def turn(sites, everywhere):
        handlers[0] = everything if everywhere else _looking(reach, answered, wanted_here) if sites else None

    return _named(hook, name), turn
