"""Copies with numbered hooks, and what PyPy says of others."""

import subprocess

import pytest

from support import environment

BREAK = {"PYINSTR_BREAK": "late:5", "PYINSTR_COMMANDS": "p total\nquit"}

PROGRAM = """\
def add(n):
    total = 0
    for i in range(n):
        total += i
    return total
print(add(3))
"""


def run(python, program, **variables):
    return subprocess.run(
        [python.path, program], env=environment.clean(**variables), capture_output=True, text=True, timeout=60
    )


def build_two(pyinstr, tmp_path, first):
    """Copies of two trees, in out/first and out/second, each with a late.py, whose hooks have one name."""
    for folder, text in ("first", first), ("second", PROGRAM):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "late.py").write_text(text)
        pyinstr("build", "--quiet", "--hooks", "numbered", tmp_path / folder, tmp_path / "out" / folder)


def test_a_hook_of_no_site(python, pyinstr, tmp_path):
    """What somebody has written into a copy does not end the program."""
    (tmp_path / "late.py").write_text(PROGRAM)
    pyinstr("build", "--quiet", "--hooks", "numbered", tmp_path / "late.py", tmp_path / "out.py")
    text = (tmp_path / "out.py").read_text()
    name = text[text.index("dbg_") :][:12]
    (tmp_path / "out.py").write_text(text + f"{name}(1000)\n{name}(-1)\n")
    done = run(python, tmp_path / "out.py")
    assert (done.stdout, done.stderr, done.returncode) == ("3\n", "", 0)


def test_two_files_of_one_name(python, pyinstr, tmp_path):
    """They share the name of their hooks, and breakpoints are still in one of them only."""
    build_two(pyinstr, tmp_path, first="x = 1\n")
    (tmp_path / "main.py").write_text(
        "import importlib.util\n"
        "for folder in 'first', 'second':\n"
        f"    place = f'{tmp_path}/out/{{folder}}/late.py'\n"
        "    spec = importlib.util.spec_from_file_location(folder, place)\n"
        "    module = importlib.util.module_from_spec(spec)\n"
        "    spec.loader.exec_module(module)\n"
    )
    done = run(python, tmp_path / "main.py", PYINSTR_BREAK="out/second/late:5", PYINSTR_COMMANDS="p total\nc")
    assert "late.py:5 in add" in done.stdout and "\n(dbg) 3\n" in done.stdout.replace("p total\n", "")
    assert done.stdout.endswith("3\n")
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("order", ["first, load, arm", "first, arm, load", "arm, first, load"])
def test_a_breakpoint_in_the_second_of_one_name(python, pyinstr, tmp_path, order):
    """Nobody listened when the second file began: the first one's hooks had nothing to do. Nor did anybody know,
    when it was armed before, that hooks of that name are the second one's, too."""
    build_two(pyinstr, tmp_path, first="x = 1\n" * 9)
    steps = {
        "first": f"runpy.run_path('{tmp_path}/out/first/late.py')\n",
        "load": "add = runpy.run_path(second)['add']\n",
        "arm": "import pyinstr; print(pyinstr.set_breakpoint(second, 5, 'total == 15')[1])\n",
    }
    (tmp_path / "main.py").write_text(
        f"import runpy, sys\nsecond = '{tmp_path}/out/second/late.py'\n"
        f"sys.path.insert(0, '{tmp_path}/out/first/.pyinstr')\n"
        + "".join(steps[step] for step in order.split(", "))
        + "print(add(5), add(6))\n"
    )
    done = run(python, tmp_path / "main.py", PYINSTR_COMMANDS="p total\nc")
    assert "late.py:5 in add" in done.stdout and "(dbg) 15\n" in done.stdout.replace("p total\n", "")
    assert done.stdout.endswith("10 15\n")
    assert (done.stderr, done.returncode) == ("", 0)


CUT = """\
import sys
from pyinstr import compiled_away

class Cut(Exception): pass

def call_cut(at, function, *arguments):
    "Has it end in the midst, at so many lines from its beginning; whether it was still running."
    left = at
    def trace(frame, event, arg):
        nonlocal left
        if frame.f_code.co_filename != compiled_away.__file__: return None
        if event == "line":
            left -= 1
            if left == 0: raise Cut
        return trace
    sys.settrace(trace)
    try: function(*arguments)
    except Cut: return True
    finally: sys.settrace(None)
    return False

def condition(text):
    return 1, text, None, lambda: ((lambda: asked.append(text)), ())

counted = 1, None, [iter(lambda: asked.append("whether it passes"), "never")], None

def reports():
    "What each hook does now: asks something, or reports."
    found = {}
    for site in range(9):
        reached.clear(), asked.clear()
        hook(site)
        if reached or asked: found[site] = asked[0] if asked else "reported"
    return found

wants = [{5: True}, {5: False}, {5: condition("x")}, {5: condition("y")}, {5: counted}, {7: True}]
wants.append({5: False, 2: True})
reached, asked, cuts = [], [], 0
for before in wants:
    for cut in wants:
        for after in wants:
            at, was_cut = 0, True
            while was_cut:
                at += 1
                hook, turn = compiled_away.numbered("dbg_1", lambda site: None, reached.append, None)
                turn(before, False, False, False)
                was_cut = call_cut(at, turn, cut, False, False, False)
                cuts += was_cut
                turn(after, True, False, False)
                wanted = {site: "reported" if what is True else what[1] or "whether it passes"
                          for site, what in after.items() if what}
                assert reports() == wanted, (before, cut, after, at, reports())
print("cuts:", cuts > 1000)
"""


def test_a_change_that_was_cut_off(python, build_dir):
    """On PyPy an exception from outside, of Ctrl-C or of a signal, may arrive while a hook is told what to do. It
    is told again, and then does that and nothing else."""
    if python.implementation != "pypy":
        pytest.skip("hooks are native")
    variables = environment.clean(PYTHONPATH=str(build_dir / "python"))
    done = subprocess.run([python.path, "-c", CUT], env=variables, capture_output=True, text=True, timeout=120)
    assert (done.stderr, done.stdout) == ("", "cuts: True\n")


PROFILED = """\
import sys
from late import add
called = set()
sys.setprofile(lambda frame, event, arg: called.add(getattr(arg, "__name__", "")[:4]))
add(3)
sys.setprofile(None)
print("native" if "dbg_" in called else "no event")
"""


@pytest.mark.parametrize(
    "variables, said",
    [
        ({}, "native"),
        ({"PYINSTR": "off"}, "native"),
        ({"PYINSTR_HOOKS": "call"}, "no event"),
        ({"PYINSTR_BREAK": "late:5 if total > 9"}, "no event"),
        ({"PYINSTR_BREAK": "to_come:5"}, "no event"),
    ],
)
def test_what_hooks_are_on_pypy(python, pyinstr, tmp_path, variables, said):
    """Where nothing is wanted of a file its hooks run no Python, which the JIT would have to compile; else they
    are Python that hides from a profiler."""
    if python.implementation != "pypy":
        pytest.skip("hooks are native")
    (tmp_path / "late.py").write_text(PROGRAM)
    pyinstr("build", "--quiet", "--hooks", "numbered", tmp_path / "late.py", tmp_path / "out" / "late.py")
    (tmp_path / "out" / "main.py").write_text(PROFILED)
    done = run(python, tmp_path / "out" / "main.py", **variables)
    assert (done.stdout, done.returncode) == (f"3\n{said}\n", 0)


def test_other_hooks_on_pypy(python, pyinstr, tmp_path):
    """They work, and it is said once that numbered ones are faster; not while nothing is armed."""
    if python.implementation != "pypy":
        pytest.skip("frames are cheap")
    (tmp_path / "late.py").write_text(PROGRAM)
    pyinstr("build", "--quiet", tmp_path / "late.py", tmp_path / "out.py")
    idle = run(python, tmp_path / "out.py")
    assert (idle.stdout, idle.stderr) == ("3\n", "")
    armed = run(python, tmp_path / "out.py", PYINSTR_BREAK="out:4; out:5", PYINSTR_COMMANDS="c\nc\nc\np total\nc")
    assert "out.py:5 in add" in armed.stdout and armed.stdout.endswith("3\n")
    assert armed.stderr.count("--hooks numbered") == len(armed.stderr.splitlines()) == 1
