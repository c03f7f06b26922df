"""How long values may take to become text, and who makes them.

What a display shows by itself (values beside lines, arguments, locals, completions) must come back,
whatever the program's `__repr__` does. What is builtin is rendered where we are; what may run code
of the program's is asked on another thread, which is given up when it takes too long: an exception
is raised in it, which ends a loop of Python, and a wait in C is left waiting there. Why so:
docs/decisions/0010.

What somebody asked for (`p EXPRESSION`) is made on the stopped thread, without a limit of time;
Ctrl-C ends it.
"""

import contextlib
import contextvars
import os
import sys
from time import monotonic

try:
    from _queue import Empty, SimpleQueue
except ImportError:  # PyPy has no native one
    from queue import Empty, SimpleQueue

from . import _core, threads
from .rendering import cut, name_of, render

SECONDS = 1.0
"""For all values of one display, where PYINSTR_TIMEOUT says nothing else."""

SHARE = 4
"""No single value takes more than this part of a display's time."""


class Met(BaseException):
    """An exception that a thread has sent to itself."""


class TimeUp(SystemExit):
    """Raised in a thread that takes too long. A thread that ends by a SystemExit says nothing."""


class Interrupted(Exception):
    """Ctrl-C while a display was waited for: the rest of it is not wanted any more."""


def error_text(error):
    """The last lines of a traceback, as Python's own prompt ends one."""
    import traceback

    try:
        return "".join(traceback.format_exception_only(type(error), error)).rstrip("\n")
    except TimeUp:
        raise
    except BaseException:
        return f"{name_of(type(error))} (and its message could not be made)"


def _repr(value):
    try:
        return str.__str__(repr(value))
    except TimeUp:
        raise
    except KeyboardInterrupt:
        return f"<{name_of(type(value))}: its repr was interrupted>"
    except BaseException as error:
        return f"<{name_of(type(value))}: its repr failed: {error_text(error)}>"


def show(value, limit=0):
    """The one way a value becomes text; `limit` is in characters. With 0 it is the whole repr, in
    all the time that it takes."""
    if not limit:
        return _repr(value)
    with Patience() as patience:
        return patience.show(value, limit)


def _seconds():
    try:
        return max(float(os.environ.get("PYINSTR_TIMEOUT") or SECONDS), 0.0)
    except ValueError:
        return SECONDS


_slow = set()
"""Classes with a repr that took too long during this stop: not asked again by itself."""


def forget_slow():
    """Called when the program goes on."""
    _slow.clear()


class Spent(Exception):
    """A display's time is over: what is left of it is not even tried."""


class _Worker:
    """A thread that makes values on behalf of the stopped one; hooks on it are ignored. It sees
    the stopped thread's context variables, not its thread-local ones."""

    def __init__(self):
        self.asked, self.answered = SimpleQueue(), SimpleQueue()
        run = contextvars.copy_context().run
        serve = self.serve
        self.thread = threads.start(run, _core.quietly, serve)

    def serve(self):
        for function, argument in iter(self.asked.get, None):
            try:
                self.answered.put((function(argument), None))
            except TimeUp:
                return  # nobody waits any more
            except BaseException as error:
                self.answered.put((None, error))
            function = argument = None

    def call(self, function, argument, seconds):
        """What the function gives or raises; Empty if it takes longer."""
        self.asked.put((function, argument))
        result, error = self.answered.get(timeout=seconds)
        if error is not None:
            raise error
        return result

    def end(self):
        self.asked.put(None)

    def give_up(self):
        _core.raise_in_thread(self.thread, TimeUp)
        if _core.unmet_exceptions_stall:
            # Meeting one here takes the request back; that thread renews it when it next runs. Until
            # then no function must be called.
            try:
                _core.raise_in_thread(_core.this_thread(), Met)
                while True:
                    pass
            except Met:
                pass


class Patience:
    """The time of one display. A limit of 0 seconds is none: then all is made where we are."""

    def __init__(self):
        self.seconds = self.left = None  # most displays need no time of the program's
        self.worker = None
        self.interrupted = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.worker is not None:
            self.worker.end()
            self.worker = None

    def call(self, function, argument):
        """function(argument), in time. Raises what it raises, TimeUp if it takes too long, Spent,
        and Interrupted."""
        if self.seconds is None:
            self.seconds = self.left = _seconds()
        if not self.seconds:
            return function(argument)
        if self.interrupted:
            raise Interrupted
        if self.left <= 0:
            raise Spent
        if self.worker is None:
            self.worker = _Worker()
        share, begun = min(self.left, self.seconds / SHARE), monotonic()
        try:
            return self.worker.call(function, argument, share)
        except Empty:
            self._give_up()
            raise TimeUp from None
        except KeyboardInterrupt:
            self.interrupted = True
            self._give_up()
            raise Interrupted from None
        finally:
            self.left -= monotonic() - begun

    def _give_up(self):
        self.worker.give_up()
        self.worker = None

    def show(self, value, limit):
        """A value's text, cut, on one line."""
        try:
            text = render(value, limit, lambda one: self._ask(one, limit))
        except KeyboardInterrupt:
            self.interrupted = True
            text = f"<{name_of(type(value))}: its repr was interrupted>"
        except Exception as error:  # another thread has changed it meanwhile, …
            text = f"<{name_of(type(value))}: its repr failed: {type(error).__name__}>"
        return cut(text.replace("\n", "\\n"), limit)

    def _ask(self, value, limit):
        kind = type(value)
        if kind in _slow:
            return f"<{name_of(kind)}: its repr takes too long>"
        try:
            return self.call(lambda one: cut(_repr(one), limit), value)
        except TimeUp:
            _slow.add(kind)
            return f"<{name_of(kind)}: its repr takes too long>"
        except Spent:
            return f"<{name_of(kind)}: no time was left for it>"
        except Interrupted:
            return f"<{name_of(kind)}: its repr was interrupted>"
        except RuntimeError:  # no thread can be started: the interpreter is on its way out
            return f"<{name_of(kind)}>"


@contextlib.contextmanager
def shown_results():
    """While it lasts, what `single` code would print of expressions is collected as text."""
    shown = []
    hook = sys.displayhook
    sys.displayhook = lambda value: value is None or shown.append(show(value))
    try:
        yield shown
    finally:
        sys.displayhook = hook
