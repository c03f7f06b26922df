"""What PyPy itself words differently, so that a transcript can be the same one on every interpreter."""

import re

WORDS = (
    # An error of the compiler's: how it names lines, what it underlines, what it calls the fault.
    (r"\(<condition>, lines 1-2\)", "(<condition>, line 1)"),
    (r"(\(dbg\) (?:p|display) .*\n\*\*\* .*\n +\w+ \+\n) +\^\n", r"\1"),
    (r"\n    \nIndentationError", "\n    def f():\n            ^\nIndentationError"),
    (r"invalid character '\$' \(U\+0024\)", "invalid syntax"),
    # 8.0 underlines an attribute that is all of its line.
    (r"(\n    order\.total\n) +\^+\n", r"\1"),
    # Errors and types of the library that are native elsewhere.
    (r"Key name must be string at char", "Expecting property name enclosed in double quotes"),
    (r"object is not subscriptable \(key 0\)", "object is not subscriptable"),
    (r"<class 'builtin_function'>", "<class 'builtin_function_or_method'>"),
    # Futures are written in Python and so have frames.
    (r" {3}futures\.py:\d+ in Future\.__await__\n {7}yield self .*\n", ""),
)
"""(pattern of PyPy's words, CPython's words)."""


def as_cpython_says(session: str) -> str:
    for pattern, words in WORDS:
        session = re.sub(pattern, words, session)
    return session
