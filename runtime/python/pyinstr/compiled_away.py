"""Hooks in plain Python, for an interpreter that compiles them away: PyPy.

Its JIT looks into Python and not into native functions, and takes a function's code for a constant until
somebody gives the function another one, when the loops that it is called in are compiled anew. So what
a hook does is said by its code, which is exchanged: nothing, or an item of a tuple, a constant as well. While
nobody wants to hear of a file its hooks have the code of a builtin function, for which no frame is
begun. What is asked behind that is Python, too, for as long as it can be: only a line that
is to be reported calls `reach`, which costs thousands of times as much. The frames of hooks are hidden
from everybody.

Native code that runs out of stack ends the process, so in the last sixteenth of the stack nothing is
reported: there the program is about to have its RecursionError.
"""

import sys
from types import FunctionType

from __pypy__ import hidden_applevel, stack_almost_full

from .asked_first import asked_of, asking, is_asking, thread


def _code(template, **constants):
    """The code of a function, with other constants in the place of strings that name them."""
    code = template.__code__
    others = tuple(constants.get(one, one) if isinstance(one, str) else one for one in code.co_consts)
    return hidden_applevel(FunctionType(code.replace(co_consts=others), {})).__code__


# Templates. Of the first one each instruction counts: a loop is too long for the JIT sooner or later. An IndexError
# in the place of a length takes microseconds.


def _calling_some(site):
    if site < "count":  # of what is armed up to the last one; the item behind is that of -1
        handler = "handlers"[site]
        if handler:
            handler(site)


def _calling_all(site):
    begin, reach = "begin", "reach"
    (begin if site < 0 else reach)(site)


def _plainly_calling(*begins):
    begin, handler = "begin", "handler"
    (begin if begins else handler)(-1)


def _plainly_passing(*begins):
    begin = "begin"
    if begins:
        begin(-1)


def _passing():
    """Code that takes a number and does nothing, and gives what is false."""

    @hidden_applevel
    def hook(site):
        pass

    code = hook.__code__
    try:
        hook.__code__ = callable.__code__
        return hook.__code__ if hook(0) is False else code
    except TypeError:  # the interpreter minds
        return code


_PASSING = _passing()


def _exchange(hook, code):
    """Compiled loops are given up even where it is the same."""
    if hook.__code__ is not code:
        hook.__code__ = code


def _hook(name, code):
    """A function without a closure: its code is exchanged for such code only."""
    hook = FunctionType(code, {}, name)
    hook.__qualname__ = name
    hook.__module__ = "builtins"
    return hook


def _with_stack_left(native):
    @hidden_applevel
    def handler(site):
        if not stack_almost_full():
            native(site)

    return handler


def numbered(name, begin, reach, answered):
    """(hook, turn) for hooks `dbg_1a2b3c4d(17)`; `dbg_1a2b3c4d(-1)` calls `begin`, at first and where that is
    wanted.

    turn(changes, whole, everywhere, begins): from now on the hook calls reach(site) at these sites too, or not
    at them any more, or at all. `changes` are a dict: True; False, no longer; or what asking() wants to know of a
    breakpoint that is asked first. `whole`: and at none that is not among them. It takes effect in
    loops that are running. `begins`: whether it is to call `begin`, too, though it calls nothing else. Who finds
    that somebody else was at it meanwhile, another thread or a signal's handler, calls it again; and where it was
    left by an exception, with `whole`. So nothing here is believed that is not looked at.
    """
    reach = _with_stack_left(reach)
    everything = _code(_calling_all, begin=begin, reach=reach)
    armed = {}  # site -> (True, or what is asked first, its handler)
    handlers = [begin]  # by site, up to the last that was ever armed; the item behind is that of -1
    state = object()  # another one whenever handlers change
    made = (None, None)  # of which state, the code

    def change(site, wanted):
        nonlocal state
        known = wanted if isinstance(wanted, bool) else asked_of(wanted)
        was, placed = armed.get(site, (False, None))
        if was == known and placed is (handlers[site] if site < len(handlers) - 1 else None):
            return
        handler = reach if wanted else None
        if known is not wanted:
            handler = asking(wanted, answered, reach)
        if site > len(handlers) - 2:
            handlers[-1:] = [None] * (site + 2 - len(handlers)) + [begin]
        handlers[site] = handler
        state = object()
        if known:
            armed[site] = known, handler
        else:
            armed.pop(site, None)

    def code_now():
        nonlocal made
        of, code = made
        if of is not state:
            of, now = state, tuple(handlers)
            code = _code(_calling_some, handlers=now, count=len(now) - 1)
            made = of, code
        return code

    hook = _hook(name, code_now())

    def turn(changes, whole, everywhere, begins):
        if whole:
            changes = {**dict.fromkeys(range(len(handlers) - 1), False), **changes}
        for site, wanted in changes.items():
            change(site, wanted)
        if everywhere:
            _exchange(hook, everything)
        else:
            _exchange(hook, code_now() if armed or begins else _PASSING)

    return hook, turn


def _looking(reach, answered, wanted_here):
    """A handler for hooks without numbers, which have to look at their frame to know where they are.
    What wanted_here() says of a place that was reached is kept: False, nobody wants to hear of it; or a
    breakpoint to be asked first. With True it always has to be reported."""
    places = {}  # id of code -> (the code, {instruction: None or a handler})
    last = [(None, {})]  # its item that was used last

    @hidden_applevel
    def learn(known, instruction):
        wanted = wanted_here()
        if wanted is False:
            known[instruction] = None
        elif wanted is not True:
            known[instruction] = asking(wanted, answered, reach)

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


def plain(name, begin, reach, answered, wanted_here):
    """The same for hooks `dbg()`, which are all on or all off; `dbg(0)` always calls `begin`."""
    everything = _code(_plainly_calling, begin=begin, handler=_with_stack_left(reach))
    nothing = _code(_plainly_passing, begin=begin)
    hook = _hook(name, nothing)
    armed = set()

    def turn(changes, whole, everywhere, begins):
        if whole:
            armed.clear()
        for site, wanted in changes.items():
            (armed.add if wanted else armed.discard)(site)
        code = everything if everywhere else nothing
        if armed and not everywhere:
            code = _code(_plainly_calling, begin=begin, handler=_looking(reach, answered, wanted_here))
        _exchange(hook, code)

    return hook, turn
