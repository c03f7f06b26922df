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


class Continues:
    """Standard input of a debugger that is told to go on at each prompt."""

    def readline(self):
        return "continue\n"


def under_pdb(spec):
    """With its breakpoints; all prompts are answered by `continue`."""
    import os
    import pdb

    newest = {"backend": "monitoring"} if hasattr(pdb, "get_default_backend") else {}
    out = open(os.devnull, "w")  # noqa: SIM115  for as long as the process lives
    debugger = pdb.Pdb(stdin=Continues(), stdout=out, nosigint=True, readrc=False, **newest)
    debugger.use_rawinput = False
    for point in spec["points"]:
        refused = debugger.set_break(spec["program"], point["line"], cond=point.get("condition"))
        if refused:
            sys.exit(refused)
    return debugger.runcall


MODES = {
    "none": none,
    "settrace": settrace,
    "calls": monitoring("PY_START"),
    "calls and lines": monitoring("PY_START", "LINE"),
    "pdb": under_pdb,
}
