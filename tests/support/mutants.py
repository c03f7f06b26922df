"""Programs nobody has written: generated ones, and real ones with something moved, lost or doubled.

All of it follows from a seed.
"""

import random
import re
from pathlib import Path

from pysource_codegen import generate

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

# What is put where it may not belong.
PIECES = [
    "(", ")", "[", "]", "{", "}", ",", ":", ";", "=", "*", "**", " if ", " else ", " for ", " in ",
    "lambda: ", " or ", " and ", "not ", "await ", "yield ", ":= ", "\n", "\\\n", "    ", "\t", "#",
    "'", '"""', "f'{", "@", "async ", "global x\n", "pass\n", "x = 1\n", "lazy import x\n",
    "class A: pass\n", "try:\n", "else:\n", "finally:\n", "dbg", "\f", "\r", "\u00e9", "import *",
]


def move(pieces, rng):
    """One change to a list of tokens or lines."""
    if not pieces:
        return
    at, other = rng.randrange(len(pieces)), rng.randrange(len(pieces))
    change = rng.randrange(4)
    if change == 0:
        del pieces[at]
    elif change == 1:
        pieces.insert(at, pieces[other])
    elif change == 2:
        pieces[at], pieces[other] = pieces[other], pieces[at]
    else:
        pieces.insert(at, rng.choice(PIECES))


def mutated(text: str, rng) -> str:
    lines = rng.random() < 0.3
    pieces = text.splitlines(keepends=True) if lines else TOKEN.findall(text)
    for _ in range(rng.choice((1, 1, 2, 4))):
        move(pieces, rng)
    return "".join(pieces)


def spaced(text: str, rng) -> str:
    """The same tokens with blanks and brackets elsewhere."""
    return re.sub(
        r" (?=[\w(])", lambda blank: rng.choice((" ", " ", "  ", " \\\n ")) if rng.random() < 0.2 else " ",
        text,
    )


def programs(originals: list[Path], seed: int, generated: int, mutants: int):
    """Pairs of a file name and a text."""
    for i in range(generated):
        try:
            yield f"generated_{i}.py", generate(seed * 100_000 + i, node_limit=200)
        except ValueError:  # a tree that this interpreter's `ast.unparse` has no text for
            continue
    rng = random.Random(seed)
    texts = [path.read_bytes().decode("utf-8", "surrogateescape") for path in originals]
    for i in range(mutants):
        change = spaced if rng.random() < 0.1 else mutated
        yield f"mutant_{i}.py", change(rng.choice(texts), rng)
