"""The program's asyncio tasks, of all its loops: which there are, where they wait, who waits for them.

Asked on the stopped thread, while hooks on that thread are ignored. Nothing is imported that the
program has not imported: without asyncio there are no tasks.
"""

import sys
import weakref

from .threads import Strand, frames_from

LOOPS_KNOW = sys.version_info >= (3, 14)
"""Tasks are kept by threads and asked for by their loop; before, they were in sets and dicts of the module's."""

_numbers = weakref.WeakKeyDictionary()
_last_number = 0


def _loops():
    """Those that run, in any thread."""
    events = sys.modules["asyncio.events"]
    frames = [frame for newest in sys._current_frames().values() for frame in frames_from(newest)]
    found = {frame.f_locals.get("self") for frame in frames if frame.f_code.co_name == "run_forever"}
    return {loop for loop in (*found, events._get_running_loop()) if isinstance(loop, events.AbstractEventLoop)}


def _all_tasks():
    """Tasks that are not done, of every loop and thread."""
    tasks = sys.modules.get("asyncio.tasks")
    if not hasattr(tasks, "all_tasks"):
        return []
    if LOOPS_KNOW:
        return [task for loop in _loops() for task in tasks.all_tasks(loop)]
    found = set()
    # 3.10 and 3.11 have one set, 3.12 on two: eager tasks are kept apart.
    for name in ("_all_tasks", "_scheduled_tasks", "_eager_tasks"):
        for _ in range(100):  # another thread may add to a set while it is read
            try:
                found.update(getattr(tasks, name, ()))
                break
            except RuntimeError:
                continue
    return [task for task in found if not task.done()]


def _running():
    """The task that each loop runs at this moment."""
    tasks = sys.modules.get("asyncio.tasks")
    if LOOPS_KNOW and hasattr(tasks, "current_task"):
        return {loop: tasks.current_task(loop) for loop in _loops()}
    return dict(getattr(tasks, "_current_tasks", {})) if tasks else {}


def current_task():
    """The task the calling thread runs, or None."""
    events = sys.modules.get("asyncio.events")
    loop = events._get_running_loop() if events else None
    return None if loop is None else sys.modules["asyncio.tasks"].current_task(loop)


def _natural(task):
    """Sorts `Task-10` behind `Task-9`."""
    name = _name(task)
    digits = name[len(name.rstrip("0123456789")) :]
    return (name.rstrip("0123456789"), int(digits or 0))


def _name(task):
    return str(task.get_name()) if hasattr(task, "get_name") else repr(task)


def _number(task):
    global _last_number
    if task not in _numbers:
        _last_number += 1
        _numbers[task] = _last_number
    return _numbers[task]


def _awaited(awaitable):
    """(its frame, what it awaits) of a coroutine, generator or asynchronous generator."""
    for frame, awaits in (("cr_frame", "cr_await"), ("gi_frame", "gi_yieldfrom"), ("ag_frame", "ag_await")):
        if hasattr(awaitable, frame):
            return getattr(awaitable, frame), getattr(awaitable, awaits)
    return None, None


def await_chain(coroutine):
    """Frames of a coroutine that waits, newest first: down to the one that waits for something else
    than a coroutine."""
    frames = []
    while coroutine is not None and len(frames) < 10000:
        frame, awaited = _awaited(coroutine)
        if frame is None:
            break
        frames.append(frame)
        coroutine = awaited
    return frames[::-1]


def _frames(task, thread_frames):
    """Frames of a task, newest first."""
    chain = await_chain(task.get_coro())
    if not chain or chain[-1] not in thread_frames:
        return chain
    return thread_frames[: thread_frames.index(chain[-1]) + 1]


def _state(task):
    if task._fut_waiter is None:
        return "ready"
    return "waits for " + _name_of_awaited(task._fut_waiter)


def _name_of_awaited(future):
    children = [child for child in getattr(future, "_children", ()) if not child.done()]
    names = [f'"{_name(one)}"' for one in children or [future] if hasattr(one, "get_name")]
    return ", ".join(names) or "a future"


def listing(stopped, state_of):
    """A row for each task, as `threads.listing` gives them."""
    here = current_task()
    running = _running()
    threads = sys._current_frames()
    rows = []
    for task in sorted(_all_tasks(), key=_natural):
        loop = task.get_loop()
        is_current = running.get(loop) is task
        thread = getattr(loop, "_thread_id", None)
        frames = frames_from(threads.get(thread)) if is_current else []
        state = "stopped here" if task is here else state_of(thread) if is_current else _state(task)
        read_only = "is running" if state == "running" else ""
        rows.append(Strand(_number(task), _name(task), state, task is here, _frames(task, frames), read_only))
    return sorted(rows)


# -- stepping -------------------------------------------------------------------------------


def _futures_of(callback):
    """Futures that a done callback of asyncio's is to complete, where the task's own caller waits:
    gather, wait, wait_for and shield keep theirs in a closure or a partial."""
    cells = getattr(callback, "__closure__", None) or ()
    found = [*getattr(callback, "args", ())]
    for cell in cells:
        try:
            found.append(cell.cell_contents)
        except ValueError:
            continue  # empty
    return [one for one in found if hasattr(one, "add_done_callback")]


def _below_loop():
    """Frames of this thread below the loop that runs it."""
    frames = frames_from(sys._getframe())
    names = [frame.f_code.co_name for frame in frames]
    return frames[names.index("run_until_complete") + 1 :] if "run_until_complete" in names else []


def awaiters(task):
    """Frames that go on when the task is done, nearest first."""
    awaited, waiting, frames = [task], [], []
    for callback, *_ in getattr(task, "_callbacks", None) or ():
        awaited += _futures_of(callback)
        parent = getattr(getattr(callback, "__self__", None), "_parent_task", None)  # a TaskGroup's
        waiting += [parent] if parent is not None else []
        if getattr(callback, "__name__", "") == "_run_until_complete_cb":
            frames += _below_loop()
    for one in _all_tasks():
        if any(one._fut_waiter is future for future in awaited):
            waiting.append(one)
    for one in waiting:
        frames += await_chain(one.get_coro())
    return frames


def beside():
    """(frames that go on when the task of this thread is done, the oldest frame of each other task
    that has begun)"""
    task = current_task()
    if task is None:
        return [], []
    others = (one.get_coro() for one in _all_tasks() if one is not task)
    frames = (_awaited(one)[0] for one in others if _awaited(one)[1] is not None)
    return awaiters(task), [frame for frame in frames if frame is not None]
