"""Below Python 3.12 trace functions serve code without hooks: when one is set, and with whose."""

import subprocess
import textwrap

import pytest

from support import environment

OTHER = """\
    # pyinstr: skip-file
    def twice(n):
        return n + n
"""


@pytest.fixture
def play(python, pyinstr, tmp_path):
    """play(program, typed, **variables) runs a copy of it beside other.py; all that was said."""
    if python.version >= (3, 12):
        pytest.skip("sys.monitoring serves it")

    def play(program, typed, **variables):
        (tmp_path / "src").mkdir()
        (tmp_path / "src" / "prog.py").write_text(textwrap.dedent(program))
        (tmp_path / "src" / "other.py").write_text(textwrap.dedent(OTHER))
        pyinstr("build", "--quiet", tmp_path / "src", tmp_path / "out")
        done = subprocess.run(
            [python.path, tmp_path / "out" / "prog.py"],
            input="".join(line + "\n" for line in typed),
            env=environment.clean(**variables),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    return play


def test_is_set_while_a_breakpoint_stands_there_and_in_all_threads(play):
    program = """\
        import sys, threading
        import other

        def look():
            print(threading.current_thread().name, sys.gettrace() is not None, threading.gettrace() is not None)

        def look_everywhere():
            look()
            thread = threading.Thread(target=look, name="thread")
            thread.start()
            thread.join()

        look_everywhere()
        look_everywhere()
        print("set")
        look_everywhere()
        other.twice(1)
        look_everywhere()
    """
    said = play(program, ["tbreak other:3", "continue", "continue"], PYINSTR_BREAK="prog:15")
    lines = said.replace("(dbg) ", "").splitlines()
    states = [line.split() for line in lines if line.endswith(("True", "False"))]
    assert [name for name, *_ in states] == ["MainThread", "thread"] * 4
    none, all_of_them = ["False", "False"], ["True", "True"]
    assert [rest for _, *rest in states] == [none] * 4 + [all_of_them] * 2 + [none] * 2
    assert "breakpoint 2, other.py:3 in twice" in said


def test_is_not_set_while_a_breakpoint_waits_for_its_file(play):
    program = """\
        import sys
        print(sys.gettrace())
        import other
        print(sys.gettrace() is not None)
        other.twice(1)
    """
    said = play(program, ["continue"], PYINSTR_BREAK="other:3")
    assert "None\nTrue\n" in said
    assert "stopped: breakpoint 1, other.py:3 in twice" in said


def test_of_others_stays_and_is_named(play):
    program = """\
        import sys, threading
        import other

        def theirs(frame, event, argument):
            return None

        sys.settrace(theirs)
        print("set")
        print(other.twice(1), sys.gettrace() is theirs)
        thread = threading.Thread(target=other.twice, args=(2,))
        thread.start()
        thread.join()
    """
    typed = ["break other:3", "continue", "p n", "continue"]
    said = play(program, typed, PYINSTR_BREAK="prog:8")
    assert "`__main__.theirs` is the program's trace function: breakpoints in files that" in said
    assert "2 True" in said
    assert said.count("stopped: breakpoint 2") == 0


def test_taken_away_by_the_program_is_had_again_with_the_next_step(play):
    program = """\
        import sys
        import other

        def theirs(frame, event, argument):
            return None

        sys.settrace(theirs)
        print("theirs")
        sys.settrace(None)
        print("nobody's")
        other.twice(1)
    """
    typed = ["break other:3", "break 10", "continue", "step", "continue"]
    said = play(program, typed, PYINSTR_BREAK="prog:8")
    assert "stopped: breakpoint 2, other.py:3 in twice" in said


def test_put_away_and_put_back_goes_on(play):
    """As doctest, unittest.mock and others do it."""
    program = """\
        import sys
        import other

        print("set")
        kept = sys.gettrace()
        sys.settrace(None)
        other.twice(1)
        sys.settrace(kept)
        other.twice(2)
    """
    said = play(program, ["break other:3", "continue", "p n", "continue"], PYINSTR_BREAK="prog:4")
    assert said.count("stopped: breakpoint 2") == 1
    assert "\n(dbg) 2\n" in said


def test_reaches_threads_that_the_threading_module_does_not_begin(play):
    program = """\
        import _thread
        import time
        import other

        print("set")
        done = []

        def work():
            while not done:
                time.sleep(0.001)
            other.twice(7)
            done.append(2)

        _thread.start_new_thread(work, ())
        time.sleep(0.01)
        len(str(done))
        (lambda: None)()  # a call, by which the new thread is noticed
        done.append(1)
        while len(done) < 2:
            time.sleep(0.001)
    """
    said = play(program, ["break other:3", "continue", "p n", "continue"], PYINSTR_BREAK="prog:5")
    assert said.count("stopped: breakpoint 2") == 1 and "7" in said


def test_catch_and_return_work_beside_it(play):
    program = """\
        import other

        def fails(n):
            if n:
                raise ValueError(n)
            return n

        print("set")
        other.twice(fails(0))
        try:
            fails(1)
        except ValueError:
            print("handled")
    """
    typed = ["break other:3", "catch ValueError", "continue", "return", "continue", "p n", "continue"]
    said = play(program, typed, PYINSTR_BREAK="prog:8")
    assert "stopped: breakpoint 2, other.py:3 in twice" in said
    assert "returns 0" in said
    assert "stopped: exception ValueError: 1, prog.py:5 in fails" in said


WISHES = """
import sys, threading
from pyinstr import _core

class Tool:
    def __call__(self, *_):
        return None

    def __getattr__(self, name):
        _core.set_catch_text("OSError")
        return "tool"

def left():
    _core.watch_frame(sys._getframe(), _core.event_return, lambda event, value: print("returns", value))
    return 1

sys.settrace(Tool())
thread = threading.Thread(target=left)
thread.start()
thread.join()
"""


def test_whoever_is_asked_for_its_name_may_wish_for_something(python, build_dir):
    """Meanwhile nothing is kept of where wishes stand: `tests/sanitized` sees that."""
    if python.version >= (3, 12):
        pytest.skip("sys.monitoring serves it")
    environ = environment.clean(PYTHONPATH=str(build_dir / "python"))
    done = subprocess.run([python.path, "-c", WISHES], env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "returns 1\n"), done.stderr
