"""Other layouts of a program, and small changes of it, for hypothesis to choose and to shrink.

A layout is what may stand between tokens without a change of meaning: blanks, joined lines,
comments, blank lines, line ends, a byte order mark, an encoding. What comes out need not be Python
(a backslash before a comment is not): whether it is, the interpreter says.
"""

import re
from pathlib import Path

from hypothesis import strategies as st

from support.mutants import PIECES, TOKEN

TESTS = Path(__file__).parents[1]

BETWEEN = [
    " ", "  ", "\t", "\f", "\\\n", " \\\n  ", "\\\n\\\n", "\n", "\n\n", "\n    ",
    "  # comment\n", " # 'quoted\n", "\n# pyinstr: off\n", "\n# pyinstr: on\n", "  # pyinstr: skip\n",
]
LINE_ENDS = ["\n", "\r\n", "\r"]
ENCODINGS = ["utf-8", "utf-8-sig", "latin-1", "cp1252", "shift_jis", "euc_kr"]


def short_programs() -> list[str]:
    """The readable pairs' originals, which hold every statement there is."""
    paths = sorted((TESTS / "rewrite").glob("*.py"))
    texts = []
    for path in paths:
        if path.name.endswith(".hooked.py"):
            continue
        try:
            texts.append(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
        except UnicodeDecodeError:
            continue
    return texts


def gaps_of(text: str) -> list[int]:
    """Where tokens meet. In strings and comments, too: there a layout is another text."""
    return [match.start() for match in re.finditer(r"\b|(?<=\W)(?=\W)", text)]


@st.composite
def laid_out(draw, programs: list[str]) -> bytes:
    text = draw(st.sampled_from(programs))
    gaps = gaps_of(text)
    insertions = draw(st.lists(
        st.tuples(st.sampled_from(gaps), st.sampled_from(BETWEEN)), max_size=6
    )) if gaps else []
    for at, blanks in sorted(insertions, reverse=True):
        text = text[:at] + blanks + text[at:]
    if draw(st.booleans()):
        text = text.rstrip("\n")
    encoding = draw(st.sampled_from(ENCODINGS))
    if not encoding.startswith("utf-8"):
        text = f"# coding: {encoding}\n{text}"
    text = text.replace("\n", draw(st.sampled_from(LINE_ENDS)))
    return text.encode(encoding, "replace")


@st.composite
def changed(draw, programs: list[str]) -> bytes:
    """A program with a few tokens lost, moved, doubled or added."""
    pieces = TOKEN.findall(draw(st.sampled_from(programs)))
    places = st.integers(0, max(0, len(pieces) - 1))
    changes = st.tuples(st.sampled_from(["lose", "double", "swap", "add"]), places, places,
                        st.sampled_from(PIECES))
    for change, at, other, piece in draw(st.lists(changes, min_size=1, max_size=4)):
        if not pieces:
            break
        at, other = min(at, len(pieces) - 1), min(other, len(pieces) - 1)
        if change == "lose":
            del pieces[at]
        elif change == "double":
            pieces.insert(at, pieces[other])
        elif change == "swap":
            pieces[at], pieces[other] = pieces[other], pieces[at]
        else:
            pieces.insert(at, piece)
    return "".join(pieces).encode("utf-8", "surrogateescape")
