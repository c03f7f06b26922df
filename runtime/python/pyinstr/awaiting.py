"""`await` at the prompt: stops of `await pyinstr.set_trace_async()`.

A prompt that blocks its thread cannot let an event loop run. So what is typed with an `await` in it is
noted, the prompt is left, the coroutine that stopped awaits it where it is, and then the prompt is
opened again, at the same place, as if it had never been away.
"""

import ast
import inspect

from . import _core

_stops = 0
"""Stops in coroutines that can await; more than one where a stop is inside another."""

_noted = None
"""What is to be awaited: (frame, text, names that are only the prompt's)."""


def takes(frame, text):
    """Whether the text awaits something and so is run by the coroutine when the prompt is left.

    Raises SyntaxError where nobody could await it.
    """
    global _noted
    if "await" not in text and "async" not in text:
        return False
    try:
        code = compile(text + "\n", "<prompt>", "single", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    except (SyntaxError, ValueError):
        return False  # said by whoever compiles it now
    if not code.co_flags & inspect.CO_COROUTINE:
        return False
    if not _stops:
        raise SyntaxError("`await` at the prompt needs a stop of `await pyinstr.set_trace_async()`")
    from . import prompt_names

    _noted = (frame, text, prompt_names.kept())
    _core.go_on("continue")
    return True


def _stop(header, commands, continued):
    """A stop in the coroutine; what it is to await afterwards, if anything."""
    global _noted, _stops
    _stops += 1
    try:
        _core.stop_in_coroutine(header, commands, continued)
    finally:
        _stops -= 1
        noted, _noted = _noted, None
    return noted


async def _shown(frame, text, kept):
    """Runs it; what the prompt is to show."""
    from . import prompt_names
    from .values import error_text, shown_results

    prompt_names.keep_again(kept)
    tree = ast.parse(text + "\n", "<prompt>", "single")
    with shown_results() as shown:
        try:
            note = await prompt_names.run_awaiting(frame, tree)
        except BaseException as error:
            note = "*** " + error_text(error)
            if not isinstance(error, Exception) and _is_cancelled():
                raise
    return "\n".join(filter(None, [*shown, note]))


def _is_cancelled():
    """Whether the task itself is asked to end, not just what was awaited at the prompt."""
    from .convenience import task

    cancelling = getattr(task(), "cancelling", None)
    return cancelling is None or cancelling() > 0


async def set_trace_async(*, header=None, commands=None):
    """Stops in the coroutine that awaits this. There `await EXPRESSION` works at the prompt."""
    noted = _stop(header, commands, False)
    while noted is not None:
        text = await _shown(*noted)
        noted = _stop(text or None, None, True)
