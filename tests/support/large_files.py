"""Programs of any size, each of a shape that makes one part of a rewriter work hard.

`SHAPES[name](n)` gives a text; n is about how many of the shape's pieces it has.
"""


def ordinary(n):
    """What people write, again and again."""
    piece = (
        "def function_{0}(first, second=None, *rest, **named):\n"
        '    """What it does."""\n'
        "    # a comment\n"
        "    for item in rest:\n"
        "        if item.name == 'x' and second is not None:\n"
        "            named[item.key] = [each * 2 for each in item.values if each]\n"
        "        elif not item:\n"
        "            continue\n"
        "    return first, f'{{second!r}} {{len(rest)}}', lambda value: value + {0}\n\n\n"
    )
    return "".join(piece.format(i) for i in range(n))


def pieces(text):
    return lambda n: text * n


def inside(before, piece, after):
    return lambda n: before + piece * n + after


def nested(opening, middle, closing):
    return lambda n: "x = " + opening * n + middle + closing * n + "\n"


SHAPES = {
    "ordinary code": ordinary,
    "lines": pieces("x = 1\n"),
    "nested lists": nested("[", "", "]"),
    "nested calls": nested("f(", "", ")"),
    "nested dictionaries": nested("{1: ", "2", "}"),
    "nested lambdas": nested("lambda: ", "1", ""),
    "nested lambdas in brackets": nested("(lambda: (", "1", "))"),
    "nested comprehensions": nested("[y for y in ", "z", "]"),
    "nested conditions": nested("a if b else ", "c", ""),
    "open brackets": inside("x = ", "(", "\n"),
    "closed brackets": inside("x = ", ")", "\n"),
    "a list": inside("x = [", "1, ", "]\n"),
    "a list over lines": inside("x = [\n", "  1,\n", "]\n"),
    "a dictionary": inside("x = {", "'a': 1, ", "}\n"),
    "a dictionary over lines": inside("x = {\n", "  'a': lambda: 1,\n", "}\n"),
    "a string": inside("x = '", "abcdefgh", "'\n"),
    "a string over lines": inside("x = '''", "abcdefgh\n", "'''\n"),
    "an f-string": inside("x = f'", "{a!r:>{b}} ", "'\n"),
    "strings side by side": inside("x = (", "'a' ", ")\n"),
    "statements on a line": lambda n: "a;" * n + "a\n",
    "lambdas on a line": inside("x = [", "lambda: 1, ", "]\n"),
    "elifs": inside("if a:\n  b\n", "elif a:\n  b\n", ""),
    "a chain of calls": inside("x = a", ".b()", "\n"),
    "a chain of calls over lines": inside("x = (a\n", " .b()\n", ")\n"),
    "a sum": inside("x = a", " + a", "\n"),
    "a comparison": inside("x = a", " < a", "\n"),
    "a conjunction": inside("if a", " and a", ": b\n"),
    "an assignment": inside("x", " = x", "\n"),
    "decorators": inside("", "@a\n", "def f(): b\n"),
    "with items": inside("with a", ", a", ": b\n"),
    "with items in brackets": inside("with (a", ",\n a", "): b\n"),
    "except clauses": inside("try: a\n", "except a: b\n", ""),
    "cases": inside("match a:\n", " case b if c: d\n", ""),
    "patterns": inside("match a:\n case b", " | b", ": c\n"),
    "parameters": inside("def f(a", ", a: b = c", "): d\n"),
    "bases": inside("class A(b", ", b", "): c\n"),
    "global names": inside("def f():\n global a", ", a", "\n a\n"),
    "global declarations": inside("def f():\n", " global a\n def a(): b\n", ""),
    "functions": pieces("def f(): a\n"),
    "nested functions": lambda n: "".join(" " * i + "def f():\n" for i in range(n)) + " " * n + "a\n",
    "nested ifs on lines": lambda n: "".join(" " * i + "if a:\n" for i in range(n)) + " " * n + "b\n",
    "comments": pieces("# a comment\n"),
    "comments in a suite": inside("def f():\n", "  # a comment\n", "  a\n"),
    "blank lines": pieces("\n"),
    "blank lines behind": inside("x\n", "\n", ""),
    "directives": pieces("a  # pyinstr: skip\n"),
    "backslashes": inside("x = 1 ", "\\\n + 1 ", "\n"),
    "backslashes alone": inside("x = 1 ", "\\\n", "\n"),
    "backslashes in a suite": inside("if a:\n", "  \\\n", "  b\n"),
    "comments and blank lines": inside("", "# a comment\n\n", "x\n"),
    "comments and backslashes": inside("", "# a comment\n\\\n", "x\n"),
    "comments in brackets": inside("x = (\n", "# a comment\n\n", "1)\n"),
    "unfinished strings": pieces("x = 'abc\n"),
    "an unfinished string": inside("x = '''", "abc\n", ""),
    "an unfinished f-string": inside("x = f'", "{f'", "\n"),
    "an unfinished line": inside("x = [", "1, ", ""),
    "words": pieces("a b\n"),
    "signs": pieces("? $ "),
    "new syntax": pieces("lazy import a\n"),
    "new syntax in targets": inside("", "*[a], b = ", "c\n"),
    "new syntax in loops": nested("[*a for *[b], c in ", "d", "]"),
    "new syntax nested": nested("[*", "a", " for a in b]"),
    "new syntax on a line": lambda n: "def f[" + "T=int, " * n + "](): a\n",
    "continuations": inside("def f():\n  x = (1", " +\n1", ")\n"),
    "imports of everything": pieces("from a import *\n"),
    "lookalikes": pieces("ｄ = 1\n"),
    "the name": pieces("dbg = 1\n"),
    "names of names": lambda n: "".join(f"__dbg{i}__\n" for i in range(n)) + "dbg; __dbg__\n",
    "carriage returns": pieces("x = 1\r"),
    "blanks that are none": pieces("'\u2028'\n"),
    "form feeds": pieces("\f"),
    "quoted prologues": lambda n: "x = '''" + "\"dbg\"not in __import__(\"builtins\")" * n + "'''\n",
}
