"""Whose frame a frame is, where the interpreter does not say so: PyPy."""

import gc
import types
import weakref

FRAMES = {types.GeneratorType: "gi_frame", types.CoroutineType: "cr_frame", types.AsyncGeneratorType: "ag_frame"}

CO_OWNED = 0x20 | 0x80 | 0x100 | 0x200
"""Flags of code that runs as one of those."""


def reference(frame):
    """A weak reference to the frame's generator or coroutine; something that gives None without one."""
    if frame.f_code.co_flags & CO_OWNED:
        for owner in gc.get_referrers(frame):
            name = FRAMES.get(type(owner))
            if name and getattr(owner, name) is frame:
                return weakref.ref(owner)
    return lambda: None
