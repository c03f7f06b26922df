"""A program under a debugger that is not ours: pdb, in its process, or debugpy, by its adapter."""

import debugpy_run
from samples import Work, measure, multiplied
from setting import Setting


def measured(setting: Setting, python, work: Work) -> dict:
    """What measure.py tells of a run under the debugger that the work's mode names; with its `stops`."""
    if work.mode == "debugpy":
        return debugpy_run.measured(setting, python, work)
    return measure(python, work)


def per_loop(setting: Setting, python, work: Work) -> float:
    """Processor seconds of one loop of it."""
    return multiplied(1 / work.loops, lambda: measured(setting, python, work)["cpu"])
