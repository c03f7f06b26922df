"""Hooks in plain Python, for an interpreter that compiles them away: PyPy.

Its JIT looks into Python and not into native functions, so here the question whether anybody wants to
hear of a line is an item of a list, which it finds to be the same in each round of a loop until somebody
changes it. Frames are looked at, which the JIT cannot help, only behind that question, by `reach`. The
frames of hooks are hidden from everybody.
"""

from __pypy__ import hidden_applevel


def _named(hook, name):
    hook.__name__ = hook.__qualname__ = name
    hook.__module__ = "builtins"
    return hook


def numbered(name, count, begin, reach):
    """(hook, turn) for a file with `count` hooks `dbg_1a2b3c4d(17)`; `dbg_1a2b3c4d(-1)` calls `begin`.

    turn(sites, everywhere): from now on the hook calls reach(site) at those sites, or at all. It takes
    effect in loops that are running. The list stays the same one: a variable that is assigned again
    would have to be read at every hook.
    """
    handlers = [None] * count + [begin]

    @hidden_applevel
    def hook(site):
        try:
            handler = handlers[site]
        except IndexError:  # somebody has written it into the copy
            handler = None
        if handler is not None:
            handler(site)

    def turn(sites, everywhere):
        count = max(len(handlers) - 1, max(sites, default=-1) + 1)  # two files may share the name
        wanted = [reach if everywhere else None] * count
        for site in sites:
            wanted[site] = reach
        handlers[:-1] = wanted

    return _named(hook, name), turn


def plain(name, count, begin, reach):
    """The same for hooks `dbg()`, which are all on or all off; `dbg(0)` calls `begin`."""
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
        handlers[0] = reach if sites or everywhere else None

    return _named(hook, name), turn
