"""What is switched on in the measured interpreter before a program is timed; a row a mode.

A mode takes the spec of measure.py and gives a function that calls `call(loops)` under it. Handlers
that do nothing are in Python, as those of a debugger in Python are at the least.
"""

import sys

TOOL = 5  # any tool number that is not taken


def nothing(*arguments):
    return None


def plainly(call, loops):
    return call(loops)


def none(spec):
    return plainly


def settrace(spec):
    def trace(frame, event, argument):
        return trace

    sys.settrace(trace)
    return plainly


def monitoring(*names):
    def switch_on(spec):
        events = [getattr(sys.monitoring.events, name) for name in names]
        sys.monitoring.use_tool_id(TOOL, "bench")
        for event in events:
            sys.monitoring.register_callback(TOOL, event, nothing)
        sys.monitoring.set_events(TOOL, sum(events))
        return plainly

    return switch_on


def off():
    """Nothing any more, so that the rest of the process is quick."""
    sys.settrace(None)
    if hasattr(sys, "monitoring") and sys.monitoring.get_tool(TOOL) == "bench":
        sys.monitoring.free_tool_id(TOOL)


class Typed:
    """Standard input of a debugger: some lines, and then it is told to go on at each prompt."""

    def __init__(self, lines):
        self.lines = iter(lines)

    def readline(self):
        return next(self.lines, "continue") + "\n"


def new_pdb(typed=()):
    """With its newest backend, and nobody who reads what it says."""
    import os
    import pdb

    newest = {"backend": "monitoring"} if hasattr(pdb, "get_default_backend") else {}
    out = open(os.devnull, "w")  # noqa: SIM115  for as long as the process lives
    debugger = pdb.Pdb(stdin=Typed(typed), stdout=out, nosigint=True, readrc=False, **newest)
    debugger.use_rawinput = False
    return debugger


def under_pdb(spec):
    """With its breakpoints, and what is `typed` at the first prompt, before the program runs."""
    debugger = new_pdb(line for point in spec["points"] for line in point.get("typed", []))
    for point in spec["points"]:
        refused = debugger.set_break(spec["program"], point["line"], cond=point.get("condition"))
        if refused:
            sys.exit(refused)
    return debugger.runcall


def hits_of_pdb():
    """How often its breakpoints were reached, and their conditions held."""
    from bdb import Breakpoint

    return sum(one.hits for one in Breakpoint.bpbynumber if one)


MODES = {
    "none": none,
    "settrace": settrace,
    "calls": monitoring("PY_START"),
    "calls and lines": monitoring("PY_START", "LINE"),
    "pdb": under_pdb,
}
