"""Hooks in plain Python, for an interpreter that compiles them away: PyPy.

Its JIT looks into Python and not into native functions, so here the question whether anybody wants to
hear of a line is an item of a list, or a variable, that is None. Frames are looked at, which the JIT
cannot help, only behind that question, by `reach`. The frames of hooks are hidden from everybody.
"""

from __pypy__ import hidden_applevel


def _named(hook, name):
    hook.__name__ = hook.__qualname__ = name
    hook.__module__ = "builtins"
    return hook


def numbered(name, count, begin, reach):
    """(hook, turn) for a file with `count` hooks `dbg_1a2b3c4d(17)`; `dbg_1a2b3c4d(-1)` calls `begin`.

    turn(sites, everywhere): from now on the hook calls reach(site) at those sites, or at all. It takes
    effect in loops that are running.
    """
    armed = [None] * count + [begin]
    every = [reach] * count + [begin]
    handlers = armed

    @hidden_applevel
    def hook(site):
        try:
            handler = handlers[site]
        except IndexError:  # of a file that was built since, or edited
            handler = None if handlers is armed else reach
        if handler is not None:
            handler(site)

    def turn(sites, everywhere):
        nonlocal handlers
        more = max(sites, default=-1) + 2 - len(armed)
        if more > 0:  # another file has the same name for its hooks
            armed[-1:-1] = [None] * more
            every[-1:-1] = [reach] * more
        for site in range(len(armed) - 1):
            armed[site] = reach if site in sites else None
        handlers = every if everywhere else armed

    return _named(hook, name), turn


def plain(name, count, begin, reach):
    """The same for hooks `dbg()`, which are all on or all off; `dbg(0)` calls `begin`."""
    handler = None

    @hidden_applevel
    def hook(*begins):
        if begins:
            begin(-1)
        elif handler is not None:
            handler(-1)

    def turn(sites, everywhere):
        nonlocal handler
        handler = reach if sites or everywhere else None

    return _named(hook, name), turn
