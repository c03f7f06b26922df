"""What a post-mortem shows: an exception, those behind it, and the frames it passed through.

    found = case_of(error)
    found.frames()      [(frame, line)], the newest first
    found.rows()        what `exceptions` lists
    found.select(0)     the frames of another one, from now on
"""

import os
import sys

from . import _core

PACKAGE = os.path.dirname(__file__) + os.sep
"""Frames of our own are shown to nobody."""

MOST = 999
"""How many exceptions are followed: a chain may be endless in practice."""

MOST_TEXT = 200
"""How many characters of an exception's text are shown."""


def text_of(error):
    """`ValueError: too large`: one line, of limited length, whatever `__str__` does."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    try:
        text = " ".join(str(error).split())
    except BaseException as failure:
        text = f"<its text failed: {type(failure).__name__}>"
    whole = f"{name}: {text}" if text else name
    return whole if len(whole) <= MOST_TEXT else whole[: MOST_TEXT - 1] + "…"


def _entries(trace):
    """(frame, line) of a traceback and of what still runs outside of it, the newest first."""
    entries = []
    outside = trace.tb_frame.f_back if trace is not None else None
    while trace is not None:
        entries.insert(0, (trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    while outside is not None:
        entries.append((outside, outside.f_lineno))
        outside = outside.f_back
    return [
        (frame, line or frame.f_code.co_firstlineno)
        for frame, line in entries
        if not frame.f_code.co_filename.startswith(PACKAGE)
    ]


def _place(trace):
    entries = _entries(trace) if trace is not None else []
    return f"{entries[0][0].f_code.co_filename}:{entries[0][1]}" if entries else ""


class _Row:
    """An exception in the list, and why it is there: `of` is the row that it led to."""

    def __init__(self, error, kind, of, depth):
        self.error, self.kind, self.of, self.depth = error, kind, of, depth


def _behind(error):
    """(kind, exception) of what an exception says it came from, as tracebacks show it."""
    if error.__cause__ is not None:
        return "cause of", error.__cause__
    if error.__context__ is not None and not error.__suppress_context__:
        return "handled when {} was raised", error.__context__
    return None


def _collect(error, kind, of, depth, rows, seen):
    """Rows for what is behind an exception, itself, and the members of a group; in that order."""
    chain = []
    while error is not None and id(error) not in seen and len(seen) < MOST:
        seen.add(id(error))
        row = _Row(error, kind, of, depth)
        chain.insert(0, row)
        kind, error = _behind(error) or (None, None)
        of = row
    for row in chain:
        rows.append(row)
        for member in _members(row.error):
            _collect(member, "in the group", row, depth + 1, rows, seen)


def _members(error):
    members = getattr(error, "exceptions", None) if hasattr(error, "derive") else None
    return members if isinstance(members, tuple) else ()


shown = []
"""The cases of the prompts that are open, the innermost last: an exception that is raised or was."""


class Case:
    """An exception (or only a traceback) under examination."""

    def __init__(self, error, trace):
        self.trace = trace
        self.collected = []
        self.selected = -1
        if error is not None:
            _collect(error, None, None, 0, self.collected, set())
            self.selected = next(i for i, row in enumerate(self.collected) if row.error is error)
            self.given = self.selected

    @property
    def exception(self):
        """The one whose frames are shown; None if only its traceback is known."""
        return self.collected[self.selected].error if self.collected else None

    def title(self):
        return text_of(self.exception) if self.collected else ""

    def _trace(self, error):
        """What was given counts: while it is raised, an exception may not know its traceback yet."""
        return self.trace if error is self.collected[self.given].error else error.__traceback__

    def frames(self):
        if self.selected < 0 or self.selected == self.given:
            return _entries(self.trace)
        return _entries(self.exception.__traceback__)

    def rows(self):
        """(text, relation, place, depth) of each exception."""
        return [
            (text_of(row.error), self._relation(row), _place(self._trace(row.error)), row.depth)
            for row in self.collected
        ]

    def _relation(self, row):
        if row.of is None:
            return ""
        number = self.collected.index(row.of)
        return row.kind.format(number) if "{}" in row.kind else f"{row.kind} {number}"

    def select(self, number):
        """Why the frames of that one cannot be shown; else an empty text, and they are."""
        error = self.collected[number].error
        if error.__traceback__ is None:
            return f"{text_of(error)} was never raised: it has no frames"
        if not _entries(error.__traceback__):
            return f"{text_of(error)} passed through no frame of the program"
        self.selected = number
        return ""


def case_of(found=None):
    """The case of an exception, of a traceback, or of what is being handled."""
    if found is None:
        found = sys.exc_info()[1]
        if found is None:
            raise ValueError("no exception is being handled: give one, or its traceback")
    if isinstance(found, BaseException):
        trace, error = found.__traceback__, found
    else:
        trace, error = found, _raised_with(found)
    if not hasattr(trace, "tb_frame"):
        if error is None:
            raise TypeError(f"neither an exception nor a traceback: {found!r}")
        raise ValueError(f"{text_of(error)} has no traceback: it was never raised")
    return Case(error, trace)


def _raised_with(trace):
    """The exception of a traceback, where it is still to be found."""
    known = (sys.exc_info()[1], getattr(sys, "last_value", None))
    return next((error for error in known if error is not None and error.__traceback__ is trace), None)


def last_case():
    """The case of the last exception that ended at an interpreter's own prompt."""
    error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
    if error is None:
        raise ValueError("no exception has ended at the prompt yet; post_mortem() shows the one that is handled")
    return case_of(error)


def post_mortem(case):
    """Opens the shell in the frames of a case."""
    shown.append(case)
    try:
        _core.post_mortem(case)
    finally:
        shown.pop()
