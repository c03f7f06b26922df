"""Expressions of the debugger's own give what Python's `eval` gives, whichever way they are evaluated:
tables of every operator, and expressions that nobody wrote."""

import itertools
import json
import random
import re
import subprocess

import pytest

from support import environment

PROGRAM = """\
import json, sys
import pyinstr

class Odd:
    'Compares to lists, has all attributes but one, and gives what it is asked for.'
    def __init__(self, inner): self.inner = inner
    def __eq__(self, other): return [other]
    def __lt__(self, other): raise ValueError(f'no {other}')
    def __contains__(self, item): return item == 3
    def __getattr__(self, name):
        if name == 'gone': raise AttributeError('gone for good')
        return f'<{name}>'
    def __getitem__(self, key): return repr(key)
    def __bool__(self): return self.inner is not None
    def __neg__(self): return NotImplemented
    def __repr__(self): return f'Odd({self.inner!r})'
    def __call__(self, *given): return given

everywhere = 40

NAMES = 'n, f, s, items, d, odd, none'
ARGUMENTS = 7, 2.5, 'abc', [1, 2, 3], {'k': 1, 3: 'three'}, Odd(Odd(None)), None

def outcome(text):
    try:
        return repr(eval(f'lambda {NAMES}: (lambda shared: (\\n{text}\\n))(n + 1)')(*ARGUMENTS))[:80]
    except Exception as error:
        return f'{type(error).__name__}: {error}'

def ask(n, f, s, items, d, odd, none):
    shared = n + 1
    def inner():
        return n, shared
    return [inner]

with open(sys.argv[1]) as file:
    texts = json.load(file)
place = ask.__code__.co_firstlineno + 4
logs = [f'log {place} {number}= {{({text})!r:.80}}' for number, text in enumerate(texts)]
pyinstr.set_trace(commands=[*logs, 'continue'])
ask(*ARGUMENTS)
print(json.dumps([outcome(text) for text in texts]))
"""


def differences(python, pyinstr, folder, texts):
    """(expression, what Python says, what we say) where these are not the same."""
    source = folder / "prog.py"
    source.write_text(PROGRAM, encoding="utf-8")
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    pyinstr("build", "--quiet", "--hooks", python.hooks, source, folder / "out" / "prog.py")
    ran = subprocess.run(
        [python.path, folder / "out" / "prog.py", folder / "texts.json"],
        env=environment.clean(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    wanted = json.loads(ran.stdout.splitlines()[-1])
    return [
        (text, one, other)
        for text, one, other in zip(texts, wanted, answers(ran.stdout, len(texts)), strict=True)
        if one != other
    ]


WRITTEN = re.compile(r"prog\.py:\d+: (\d+)= (.*)")
FAILED = re.compile(r"prog\.py:\d+: log point (\d+) failed: (.*)")


def answers(said, count):
    """The value or the error of each log point, which are numbered from 1 in the order of the expressions."""
    found = {}
    for line in said.splitlines():
        if written := WRITTEN.fullmatch(line):
            found[int(written[1])] = written[2]
        elif failed := FAILED.fullmatch(line):
            found[int(failed[1]) - 1] = failed[2]
    return [found.get(number, "nothing") for number in range(count)]


OPERATORS = "+ - * / // % ** @ << >> & | ^ < <= == != > >= is in".split() + ["is not", "not in", "and", "or"]
OPERANDS = ["n", "f", "s", "items", "d", "odd", "none", "3", "'b'", "0", "()", "everywhere"]

FORMS = [
    # names: of the function, shared with an inner one, the module's, of builtins, nobody's
    "n", "shared", "everywhere", "len", "missing", "missing.x", "ARGUMENTS[0] is n", "__name__", "__debug__",
    # constants
    "1_000", "-1", "+1", "~1", "-1.5", "2j", "b'x'", "...", "None", "True", "'a' 'b'", "(1, 'x', None)", "-'a'", "not None",
    # attributes, items, slices
    "odd.inner", "odd.inner.inner", "odd.other", "odd.gone", "n.real", "n.nothing", "none.x", "s[0]", "s[9]", "s[-1]",
    "s[1:]", "s[:-1]", "s[::-1]", "s[0:3:2]", "items[:n][0]", "d['k']", "d['z']", "d[3]", "d[items]", "odd[1:2, ...]",
    "odd[n]", "none[0]", "items['x']",
    # signs
    "-n", "-s", "+odd", "-odd", "~f", "~n", "not n", "not odd", "not odd.inner", "- -n",
    # chains: each operand once, none behind one that does not hold
    "1 < n < 9", "1 < n < 2 < missing", "9 < n < missing", "odd == n == 3", "odd < n < missing", "1 < n in items",
    "n in items in [items]", "1 < 2 < 3 < n < 'x'",
    # what is left out need not be there
    "n and s and d", "none and missing", "n or missing", "none or 0 or ''", "n and missing", "not n or none is None",
    "s if n else missing", "missing if none else s", "s if missing else n", "n if odd < 1 else s",
    # containers behind `in`
    "n in (1, 7)", "n in [1, 7]", "n in {1, 7}", "n not in {1, 7}", "n in [s, shared - 1]", "items in {1}", "s in 'xabcx'",
    "n in odd", "3 in odd", "n in n", "n in {s, 7}", "(n, s) == (7, 'abc')", "(n, missing)", "()", "n in ()", "[n, 1]", "{n}",
    # calls
    "len(s)", "len(s) > 2", "len(n)", "len()", "isinstance(n, int)", "isinstance(n, (str, int))", "s.startswith('a')",
    "s.startswith('b', 1)", "s.upper().lower()", "d.get('k')", "d.get(n, s)", "odd()", "odd(1, 2, 3, 4, 5, 6)",
    "odd(1, 2, 3, 4, 5, 6, 7)", "odd.inner(n, *items)", "max(items, key=lambda i: -i)", "n()", "s.nothing()", "none.x(1)",
    "missing(1)", "s.replace('a', s)", "s.count(missing)", "sorted(d, key=str)", "type(odd).__name__", "abs(-n)",
    # what a function has to be called for
    "[i for i in items]", "sum(i * n for i in items)", "{k: n for k in items}", "(lambda: n)()", "f'{n}-{s!r}'",
    "[*items, n]", "{**d}", "{'k': n}", "'%d' % n", "(n,)[0]", "any(i == n for i in items)",
    "(lambda n: n + shared)(1)", "globals() is globals()", "n.__class__.__mro__[-1]",
    # longer than a tree may be
    " + ".join(["n"] * 20), " + ".join(["n"] * 200),
]  # fmt: skip


def test_forms(python, pyinstr, tmp_path):
    assert differences(python, pyinstr, tmp_path, FORMS) == []


def test_operators(python, pyinstr, tmp_path):
    pairs = itertools.product(OPERANDS, OPERATORS, OPERANDS)
    texts = [f"{left} {operator} {right}" for left, operator, right in pairs]
    texts = [text for text in texts if not set(text.split()) >= {"**", "everywhere"}]  # long numbers
    assert differences(python, pyinstr, tmp_path, texts) == []


def made_up(chance, depth):
    """An expression that nobody wrote."""
    if depth == 0 or chance.random() < 0.15:
        return chance.choice([*OPERANDS, "shared", "missing", "odd.inner", "s[1]", "items[0]", "len(s)"])
    part = [made_up(chance, depth - 1) for _ in range(3)]
    operators = [one for one in OPERATORS if one not in ("**", "<<", "*")]  # nothing grows
    some = [chance.choice(operators) for _ in range(2)]
    return chance.choice(
        [
            f"({part[0]} {some[0]} {part[1]})",
            f"({part[0]} {some[0]} {part[1]} {some[1]} {part[2]})",
            f"({part[0]} if {part[1]} else {part[2]})",
            f"({part[0]} < {part[1]} <= {part[2]})",
            f"(not {part[0]})",
            f"(-({part[0]}))",
            f"({part[0]})[{part[1]}]",
            f"({part[0]}).inner",
            f"odd({part[0]}, {part[1]})",
            f"({part[0]}, {part[1]})",
            f"({part[0]} in [{part[1]}, {part[2]}])",
        ]
    )


def test_expressions_that_nobody_wrote(python, pyinstr, tmp_path):
    chance = random.Random(5)
    texts = [made_up(chance, 3) for _ in range(400)]
    assert differences(python, pyinstr, tmp_path, texts) == []


UNBOUND = """\
def f(known):
    if not known:
        late = 1
    return known

f(True)
f(False)
"""


def test_names_that_are_not_reached_need_not_be_bound(python, pyinstr, tmp_path):
    """Nor must they be looked up first, as parameters of a function are."""
    if python.implementation == "pypy":
        pytest.skip("conditions are functions there, of all the locals they name")
    source = tmp_path / "prog.py"
    source.write_text(UNBOUND, encoding="utf-8")
    pyinstr("build", "--quiet", source, tmp_path / "out" / "prog.py")
    ran = subprocess.run(
        [python.path, tmp_path / "out" / "prog.py"],
        env=environment.clean(PYINSTR_LOG="prog:4 if known or late: {known or late}; prog:4: {late}"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.stderr.splitlines() == [
        "prog.py:4: True",
        "prog.py:4: <error>",
        "prog.py:4: log point 2 failed: NameError: name 'late' is not defined",
        "prog.py:4: 1",
        "prog.py:4: 1",
    ]


NAMESPACES = """\
import gc, weakref
from types import FunctionType

class Mark: pass

def passed(n):
    return n

# pyinstr: off
alive = weakref.WeakSet()
for n in range(3000):
    mark = Mark()
    alive.add(mark)
    assert FunctionType(passed.__code__.replace(), {'__builtins__': __builtins__, 'mark': mark})(n) == n
    del mark
gc.collect()
print(len(alive))
"""


@pytest.mark.parametrize("condition", ["n < 0", "[one for one in (n,) if one < 0]", "mark is None and n"])
def test_code_and_namespaces_that_go_are_let_go(python, pyinstr, tmp_path, condition):
    """Not at once: those that a condition was asked for last are kept, up to a thousand of them."""
    if python.implementation == "pypy":
        pytest.skip("what is kept with code keeps it alive there")
    source = tmp_path / "prog.py"
    source.write_text(NAMESPACES, encoding="utf-8")
    pyinstr("build", "--quiet", "--hooks", python.hooks, source, tmp_path / "out" / "prog.py")
    ran = subprocess.run(
        [python.path, tmp_path / "out" / "prog.py"],
        env=environment.clean(PYINSTR_BREAK=f"prog:7 if {condition}"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) <= 1001
