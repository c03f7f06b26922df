"""The one way a value becomes text."""

import contextlib
import reprlib
import sys
import traceback


def error_text(error):
    """The last lines of a traceback, as Python's own prompt ends one."""
    try:
        return "".join(traceback.format_exception_only(type(error), error)).rstrip("\n")
    except Exception:
        return f"{type(error).__name__} (and its message could not be made)"


class _Short(reprlib.Repr):
    """Reprs that never walk more of a container than they show."""

    def __init__(self, limit):
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = limit
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdeque = 8
        self.maxdict = self.maxarray = 6
        self.maxlevel = 4

    def repr_instance(self, value, level):
        # The base class turns every failure into an address; people want to know what failed.
        return cut(whole(value), self.maxother)


def cut(text, limit):
    return text if not limit or len(text) <= limit else text[: max(limit - 1, 0)] + "…"


def whole(value):
    try:
        return repr(value)
    except KeyboardInterrupt:
        return f"<{type(value).__name__}: its repr was interrupted>"
    except BaseException as error:
        return f"<{type(value).__name__}: its repr failed: {error_text(error)}>"


def show(value, limit=0):
    """The one way a value becomes text; `limit` is in characters, 0 for none."""
    if not limit:
        return whole(value)
    try:
        text = _Short(limit).repr(value)
    except BaseException as error:
        text = f"<{type(value).__name__}: its repr failed: {error_text(error)}>"
    return cut(text.replace("\n", "\\n"), limit)


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
