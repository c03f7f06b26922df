"""The program's threads, as its author named them.

The native inspector asks on the stopped thread, while hooks on that thread are ignored. `threading`
is imported only if there is more than one thread and the program has not imported it: a program of one thread
is told nothing of threads.
"""

import _thread
import sys
from collections import namedtuple

from . import _core


Strand = namedtuple("Strand", "number name state stopped frames read_only")
"""A thread or a task, for the native side. Frames are newest first; `read_only` says why its locals cannot
be assigned, to stand behind its name, and is empty if they can."""


_numbers = {}
"""Numbers by identity of the thread; with the `Thread`, since the system gives identities again."""


def _is_ours(frame):
    """Whether a thread was started by the debugger, for its own work."""
    return frames_from(frame)[-1].f_globals.get("__package__") == __package__


def start(function, *arguments):
    """Starts a thread of the system's, also where a library (gevent) has `_thread` start greenlets."""
    monkey = sys.modules.get("gevent.monkey")
    begin = _thread.start_new_thread if monkey is None else monkey.get_original("_thread", "start_new_thread")
    return begin(function, arguments)


def _frames():
    """The newest frame of each thread, by identity. Those of the debugger's own threads are not in it."""
    known = getattr(sys.modules.get("threading"), "_active", {})
    frames, own = sys._current_frames(), _core.this_thread()
    return {
        ident: frame
        for ident, frame in frames.items()
        if ident in known or ident == own or not _is_ours(frame)
    }


def _main_ident(threading, idents):
    """That of the main thread, of those. A library may have `threading` number greenlets: then it is the
    oldest of the threads that are not known there."""
    main = threading.main_thread().ident
    if main in idents:
        return main
    return next((ident for ident in reversed(idents) if ident not in threading._active), main)


def _threads():
    """The `Thread` by identity, main thread first; None for threads that Python code has not made."""
    threading = sys.modules.get("threading")
    idents = _frames()
    if threading is None and len(idents) > 1:
        import threading
    if threading is None:
        return dict.fromkeys(idents)
    known = dict(threading._active)
    main = _main_ident(threading, idents)
    ordered = {main: threading.main_thread()} if main in idents else {}
    ordered.update((ident, thread) for ident, thread in known.items() if ident in idents)
    ordered.update((ident, None) for ident in idents if ident not in ordered)
    return ordered


def _number(ident, thread):
    number, of = _numbers.get(ident, (0, None))
    if number and of is thread:
        return number
    number = 1 + max((number for number, _ in _numbers.values()), default=0)
    _numbers[ident] = number, thread
    return number


def _forget_ended(idents):
    for ident in _numbers.keys() - idents:
        del _numbers[ident]


def frames_from(frame):
    """The frame and its callers."""
    frames = []
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return frames


def _name(ident, thread):
    if thread is not None:
        return str(thread.name)
    return "MainThread" if "threading" not in sys.modules else f"thread {ident}"


def name_beside_main(ident):
    """The thread's name; None for the main thread."""
    threading = sys.modules.get("threading")
    if threading is None and len(_frames()) == 1:
        return None
    thread = None if threading is None else threading._active.get(ident)
    if thread is None:  # other threads are looked at only where one must: see docs/tasks/pypy.md
        thread = _threads().get(ident)
    main = sys.modules["threading"].main_thread()
    return None if thread is main else _name(ident, thread)


def own_name():
    """The running thread's name; empty for the main thread. Needs `threading` imported."""
    threading = sys.modules["threading"]
    ident = _core.this_thread()
    if ident == threading.main_thread().ident:
        return ""
    thread = threading._active.get(ident)
    return "" if thread is None and ident == _main_ident(threading, _frames()) else _name(ident, thread)


def listing(stopped, state_of):
    """A row for each thread; `stopped` is the identity of the one that asks. `state_of` an identity
    says whether that thread runs: where it does not, its locals can be assigned."""
    threads = _threads()
    frames = _frames()
    _forget_ended(threads.keys())
    rows = []
    for ident, thread in threads.items():
        state = "stopped here" if ident == stopped else state_of(ident)
        read_only = "is running" if state == "running" else ""
        if thread is not None and thread.daemon:
            state += ", daemon"
        rows.append(
            Strand(
                _number(ident, thread),
                _name(ident, thread),
                state,
                ident == stopped,
                frames_from(frames.get(ident)),
                read_only,
            )
        )
    return sorted(rows)
