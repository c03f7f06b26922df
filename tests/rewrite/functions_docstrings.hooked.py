def only():
    """What it does.""";dbg()

def only_in_three_lines():
    """What it does.

    More.""";dbg()

def first():
    """What it does."""
    dbg();return 1

def with_semicolon():
    "What it does.";dbg();

def in_brackets():
    ("What it does.");dbg()

def joined():
    "What it " "does.";dbg()

def not_a_docstring():
    dbg();b"bytes"

def a_tuple():
    dbg();"a",

def one_line(): "What it does.";dbg()

«prologue»;dbg();first()
dbg();not_a_docstring(), a_tuple()
