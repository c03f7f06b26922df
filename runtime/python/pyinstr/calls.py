"""What traces of calls, returns and exceptions write of them.

Called while hooks on this thread are ignored. Values are made in bounded time and cut (values.py);
Ctrl-C meanwhile is the program's, so it is raised.
"""

import dis
import gc

from . import _core, handlers, raised, tracebacks, tracing
from .frame_variables import parameters
from .values import Patience, TimeUp

MOST_TEXT = 100
"""Characters of one value."""

CO_COROUTINE, CO_GENERATOR, CO_ASYNC_GENERATOR = 0x80, 0x20, 0x200
WAITS = CO_COROUTINE | CO_ASYNC_GENERATOR
YIELDS = WAITS | CO_GENERATOR


class _Values(Patience):
    """The values of one row."""

    def __exit__(self, *error):
        super().__exit__(*error)
        if self.interrupted:
            raise KeyboardInterrupt

    def text(self, value):
        return self.show(value, MOST_TEXT)


def arguments(frame):
    """`n=1, *rest=(2, 3)`, as the function begins."""
    with _Values() as values:
        return ", ".join(f"{name}={values.text(value)}" for name, value in parameters(frame))


def result(value):
    """The text of what is returned or yielded."""
    with _Values() as values:
        return values.text(_given_by_generator(value))


def only_waits(frame, value):
    """Whether a coroutine hands on what it waits for, which is no value of the program's."""
    flags = frame.f_code.co_flags
    return bool(flags & WAITS) and _given_by_generator(value) is value


def _given_by_generator(value):
    """An asynchronous generator puts what it yields in a box, which nothing but the collector opens."""
    boxed = type(value).__name__ == "async_generator_wrapped_value"
    return gc.get_referents(value)[0] if boxed else value


def passing(frame, error, trace):
    """(kind, line, text) rows of an exception that is in the frame: that it is raised, and that a
    handler there will take it."""
    if isinstance(error, raised.CONTROL_FLOW):
        return []
    rows = []
    if raised.is_first(frame, trace):
        rows.append(("raised", frame.f_lineno, _text(error) + _origin(frame, trace)))
    line = handlers.handling_line(frame, error)
    if line:
        rows.append(("handled", line, _text(error)))
    return rows


def leaving(frame, error, trace):
    """The same of one that leaves the frame."""
    if isinstance(error, raised.CONTROL_FLOW):
        return []
    is_here = trace is not None and trace.tb_frame is frame
    return [("left", trace.tb_lineno if is_here else frame.f_lineno, _text(error))]


def _text(error):
    with _Values() as values:
        try:
            return values.call(tracebacks.text_of, error)
        except TimeUp:
            return f"{type(error).__qualname__} (its text takes too long)"
        except Exception:
            return type(error).__qualname__


def _origin(frame, trace):
    """Where others' code has raised it, if it did."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or trace.tb_frame is frame:
        return ""
    code = trace.tb_frame.f_code
    place = "/".join(code.co_filename.split("/")[-2:])
    return f", from {place}:{trace.tb_lineno} in {code.co_name}"


# -- on PyPy ----------------------------------------------------------------------------------

_leaving = {}
"""What is to be told where a frame is left by an exception, by the frame's identity: a trace function
hears that one leaves it, not which. Texts only, so that nothing is kept alive."""


_closed = set()
"""Generators that are closed, by the frame's identity: they are left where they stood at their `yield`."""


def _began(frame):
    """Whether a frame that is entered runs for the first time."""
    if not frame.f_code.co_flags & YIELDS or frame.f_lasti < 0:
        return True
    code = frame.f_code.co_code
    return dis.opname[code[frame.f_lasti]] == "RESUME" and code[frame.f_lasti + 1] & 3 == 0


def _call_event(frame, event, argument):
    if event == "call":
        _core.call_passes("called" if _began(frame) else "resumed", frame, None)
    elif event == "exception" and issubclass(argument[0], GeneratorExit):
        _closed.add(id(frame))
    elif event == "return":
        closed = id(frame) in _closed
        _closed.discard(id(frame))
        verb = tracing.leaves_with(frame)
        if verb and not (closed and argument is None):
            _core.call_passes("returned" if verb == "returns" else "yielded", frame, argument)


def _exception_event(frame, event, argument):
    if event == "exception":
        _, error, trace = argument
        _leaving[id(frame)] = leaving(frame, error, trace)
        _core.exception_rows_pass(frame, passing(frame, error, trace))
    elif event == "return":
        rows = _leaving.pop(id(frame), None)
        if rows and not tracing.leaves_with(frame):
            _core.exception_rows_pass(frame, rows)


def listen(calls, exceptions):
    """What of this is wanted on all threads, and those that begin from now on; why it cannot be had, or
    an empty text."""
    _leaving.clear()
    _closed.clear()
    return tracing.want("calls", _call_event if calls else None) or tracing.want(
        "call exceptions", _exception_event if exceptions else None
    )
