def only():
    """What it does."""

def only_in_three_lines():
    """What it does.

    More."""

def first():
    """What it does."""
    return 1

def with_semicolon():
    "What it does.";

def in_brackets():
    ("What it does.")

def joined():
    "What it " "does."

def not_a_docstring():
    b"bytes"

def a_tuple():
    "a",

def one_line(): "What it does."

first()
not_a_docstring(), a_tuple()
