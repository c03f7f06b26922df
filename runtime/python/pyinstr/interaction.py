"""`interact`: a Python prompt with names of its own, copied from a frame."""

import ast

from .values import shown_results

_names = {}


def begin(frame):
    """Starts with a copy of what the frame sees. What is typed there never reaches the program."""
    _names.clear()
    _names["__builtins__"] = frame.f_builtins
    _names.update(frame.f_globals)
    _names.update(frame.f_locals)
    _names["__name__"] = "__console__"


def execute(text):
    """The text of what a statement shows. Raises what it raises."""
    tree = ast.parse(text + "\n", "<interact>", "single")
    with shown_results() as shown:
        exec(compile(tree, "<interact>", "single"), _names)
    return "\n".join(shown)
