"""Hooks that have nothing to do are not called, until they have.

The program takes the hook's name away for a moment: a function whose hooks are skipped does not miss
it. That what is skipped shows nowhere, and in no wrong result, is for stress/skipped_hooks.py.
"""

import subprocess

import pytest

from support import environment

PROGRAM = """
import builtins, pyinstr

def work(rounds):
    total = 0
    for number in range(rounds):
        total += number
        if total < 0:
            total = -total
    return total

def other(): return 0

# pyinstr: off
def hook_name():
    return next(name for name, value in vars(builtins).items() if "debugger's hook" in (value.__doc__ or ""))

def calls_hooks():
    name = hook_name()
    hook = vars(builtins).pop(name)
    try:
        return work(3) != 3
    except NameError:
        return True
    finally:
        setattr(builtins, name, hook)

def told():
    warm = lambda: [work(3) for round in range(9)]
    warm()
    yield "idle", calls_hooks()
    number, message = pyinstr.set_breakpoint(__file__, 6, "total > 9")
    yield "armed", calls_hooks()
    warm()
    yield "still armed", calls_hooks()
    pyinstr.clear_breakpoint(number)
    warm()
    yield "cleared", calls_hooks()
    number, message = pyinstr.set_breakpoint(__file__, 12)
    warm()
    yield "armed in another function", calls_hooks()
    pyinstr.clear_breakpoint(number)
    number, message = pyinstr.set_breakpoint("not_there_yet", 1)
    warm()
    yield "armed in another file", calls_hooks()
    pyinstr.clear_breakpoint(number)

for when, calls in told():
    print(when + ":", "called" if calls else "skipped")
print(*pyinstr.skipping())
# pyinstr: on
"""

SKIPPED = """\
idle: skipped
armed: called
still armed: called
cleared: skipped
armed in another function: skipped
armed in another file: skipped
True\x20
"""
CALLED = SKIPPED.replace("skipped", "called")
SHOWN = "code objects of this version show what is skipped; PYINSTR_HOOKS=skip skips all the same"


@pytest.fixture(scope="module")
def program(pyinstr, tmp_path_factory):
    folder = tmp_path_factory.mktemp("skipping")
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "out").mkdir()
    pyinstr("build", "--quiet", folder / "program.py", folder / "out")
    return folder / "out" / "program.py"


IN_AN_EVENT = """
import sys, threading, pyinstr

def work(rounds):
    total = 0
    for number in range(rounds):
        total += number
        total ^= 1
        total -= 1
    return total

# pyinstr: off
hits, breakpoints = [], []

def arm(line):
    breakpoints.append(pyinstr.set_breakpoint(__file__, line, "hits.append(number)")[0])

def here(line):
    arm(line)

def in_a_thread(line):
    thread = threading.Thread(target=arm, args=[line])
    thread.start()
    thread.join()

def trace(frame, event, argument):
    if frame.f_lineno == told_at and not breakpoints:
        how(line)
    return trace

LINES = 7, 8, 9
for told_at, line, how in [(a, b, c) for a in LINES for b in LINES for c in (here, in_a_thread)]:
    expected = [work(20) for warm in range(9)][-1]
    sys.settrace(trace)
    result = work(20)
    sys.settrace(None)
    assert result == expected == work(20), (told_at, line)
    assert len(hits) in (39, 40), (told_at, line, len(hits))
    pyinstr.clear_breakpoint(breakpoints.pop())
    hits.clear()
print("done")
# pyinstr: on
"""


INTERRUPTED = """
import _thread, signal, pyinstr

# pyinstr: off
class Number(int):
    arrives = property(_thread.interrupt_main)  # and is noticed when the next function of Python's is called

waiting = [Number(signal.SIGINT)]
# pyinstr: on
def work():
    for turn in range(2):
        # pyinstr: off
        if turn and waiting:
            waiting.pop().arrives
        # pyinstr: on
        done = turn
    return done

# pyinstr: off
try:
    work()
except KeyboardInterrupt as error:
    print("interrupted in line", error.__traceback__.tb_next.tb_lineno)
work()
work()
print(*pyinstr.skipping())
"""


def test_an_interrupt_while_it_is_tried(python, pyinstr, tmp_path):
    """The program gets it, and hooks are skipped later."""
    native(python)
    (tmp_path / "program.py").write_text(INTERRUPTED, encoding="utf-8")
    pyinstr("build", "--quiet", tmp_path / "program.py", tmp_path / "out" / "program.py")
    said, _ = run(python, tmp_path / "out" / "program.py", PYINSTR_HOOKS="skip")
    assert said == "interrupted in line 16\nTrue \n"


def test_a_breakpoint_set_in_an_event(python, pyinstr, tmp_path):
    """A tool hears of the line whose hook is skipped while that is put back."""
    (tmp_path / "program.py").write_text(IN_AN_EVENT, encoding="utf-8")
    pyinstr("build", "--quiet", tmp_path / "program.py", tmp_path / "out" / "program.py")
    assert run(python, tmp_path / "out" / "program.py")[0] == "done\n"


def run(python, *arguments, **variables):
    done = subprocess.run(
        [python.path, *arguments], env=environment.clean(**variables), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def native(python):
    if python.implementation == "pypy":
        pytest.skip("the JIT removes hooks")


def test_default(python, program):
    native(python)
    not_asked = CALLED.replace("True ", f"False {SHOWN}")
    assert run(python, program) == (not_asked if python.version < (3, 11) else SKIPPED, "")


def test_asked_for(python, program):
    native(python)
    assert run(python, program, PYINSTR_HOOKS="skip") == (SKIPPED, "")


@pytest.mark.parametrize("name, value", [("PYINSTR_HOOKS", "call"), ("PYINSTR", "off")])
def test_not_wanted(python, program, name, value):
    native(python)
    expected = CALLED.replace("True ", f"False {name} is `{value}`")
    assert run(python, program, **{name: value}) == (expected, "")


def test_where_code_is_compiled_further(python, program):
    native(python)
    ask = "import sys; print(hasattr(sys, '_jit') and sys._jit.is_available())"
    if run(python, "-c", ask) != ("True\n", ""):
        pytest.skip("it has no JIT")
    expected = CALLED.replace("True ", "False the interpreter compiles bytecode further")
    assert run(python, program, PYTHON_JIT="1") == (expected, "")


def test_views_hear_of_every_line(python, program, tmp_path):
    native(python)
    out, errors = run(python, program, PYINSTR_HOOKS="skip", PYINSTR_VIEWS=f"count into {tmp_path}/counts")
    assert (out, errors) == (CALLED, "")
    assert " 135  program.py:7  total += number\n" in (tmp_path / "counts").read_text(encoding="utf-8")


def test_a_word_that_means_nothing(python, program):
    _, errors = run(python, program, PYINSTR_HOOKS="sometimes")
    assert errors == "pyinstr: PYINSTR_HOOKS: `sometimes`: `skip` or `call` is expected\n"
