"""Handlers of the interpreter's own events that do nothing: what any debugger that uses them costs at least."""

NO_OPS = {  # way: (mode of inside/modes.py, first version that has it)
    "sys.settrace, no-op": ("settrace", (3, 0)),
    "sys.monitoring, PY_START, no-op": ("calls", (3, 12)),
    "sys.monitoring, PY_START and LINE, no-op": ("calls and lines", (3, 12)),
}


def modes(python) -> dict[str, str]:
    """Those that an interpreter has, by way."""
    return {way: mode for way, (mode, since) in NO_OPS.items() if python.version >= since}
