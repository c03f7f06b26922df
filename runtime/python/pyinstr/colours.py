"""Source text in colours: what stands in it, as parts of the theme (`_core.theme`), and its look.

Pygments tells the parts if it is installed, else a scanner of our own; both also take what is not
complete, since people are still typing it.
"""

import builtins
import keyword
import re

from . import _core

SCANNED = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<string>(?i:[rbuft]{0,2})(?:'''(?:\\.|[^\\])*?(?:'''|\Z)|\"""(?:\\.|[^\\])*?(?:\"""|\Z)
        |'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?))
  | (?P<decorator>(?m:^[ \t]*@[\w.]+))
  | (?P<number>\b\d[\w.]*)
  | (?P<name>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)

BUILTINS = {name for name in dir(builtins) if not name.startswith("_")}

WINDOW = 2000
"""Of longer files only the lines around those that are wanted are looked at."""


def _part_of_name(name, before):
    if keyword.iskeyword(name):
        return "keyword"
    if before in ("def", "class"):
        return "definition"
    return "builtin" if name in BUILTINS else ""


def _scanned(text):
    """(part, text) of a whole text; part is "" where there is nothing to show."""
    at, before = 0, ""
    for found in SCANNED.finditer(text):
        if found.start() > at:
            yield "", text[at : found.start()]
        at, kind, word = found.end(), found.lastgroup, found.group()
        after_dot = found.start() > 0 and text[found.start() - 1] == "."
        part = kind if kind != "name" else "" if after_dot else _part_of_name(word, before)
        yield part, word
        before = word
    yield "", text[at:]


class _Pygments:
    """Pygments' tokens as parts."""

    def __init__(self):
        from pygments.lexers import PythonLexer
        from pygments.token import Comment, Keyword, Name, Number, Operator, String

        self.lexer = PythonLexer(stripnl=False, ensurenl=False)
        self.parts = [
            (Comment, "comment"),
            (String, "string"),
            (Number, "number"),
            (Keyword, "keyword"),
            (Operator.Word, "keyword"),
            (Name.Builtin, "builtin"),
            (Name.Decorator, "decorator"),
            (Name.Function, "definition"),
            (Name.Class, "definition"),
        ]

    def __call__(self, text):
        for kind, word in self.lexer.get_tokens(text):
            yield next((part for token, part in self.parts if kind in token), ""), word


_tokens = None


def _token_source():
    global _tokens
    if _tokens is None:
        try:
            _tokens = _Pygments()
        except Exception:  # not installed, or not as we know it
            _tokens = _scanned
    return _tokens


def parts(text):
    """The lines of a text, each a list of (part, text)."""
    try:
        tokens = list(_token_source()(text))
    except Exception:
        tokens = [("", text)]
    lines = [[]]
    for part, word in tokens:
        first, *more = word.split("\n")
        lines[-1].append((part, first))
        lines.extend([(part, line)] for line in more)
    return [[(part, word) for part, word in line if word] for line in lines]


def _in_colour(line):
    looks = _core.theme
    return "".join(
        f"\x1b[{looks[part]}m{word}\x1b[0m" if part in looks else word for part, word in line
    )


def _window(lines, first, last):
    """Where to begin and to end, so that no file is too long; at the begin of a definition."""
    if len(lines) <= WINDOW:
        return 0, len(lines)
    begin = max(first - 1 - WINDOW // 4, 0)
    while begin > 0 and not lines[begin].startswith(("def ", "class ", "@", "async def ")):
        begin -= 1
    return (begin if first - begin < WINDOW else first - 1), min(last + 1, len(lines))


_last = None  # (text, its lines in colours): listings go through one file


def highlight(lines, first, last):
    """Lines first to last (from 1) with the colours in them."""
    global _last
    begin, end = _window(lines, first, last)
    text = "\n".join(lines[begin:end])
    if _last is None or _last[0] != text:
        _last = text, [_in_colour(line) for line in parts(text)]
    return _last[1][first - 1 - begin : last - begin]
