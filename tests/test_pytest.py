"""Stops in tests that pytest runs: it takes what is written and the input away, and the prompt has both."""

import subprocess
from pathlib import Path

import pytest

from support import environment

CART = """\
def total(prices):
    print("adding")
    return sum(prices)
"""

TESTS = """\
from cart import total

def test_total(capsys):
    print("from the test")
    breakpoint()
    assert total([1, 2]) == 3
    assert capsys.readouterr().out == "from the test\\nadding\\n"

def test_wrong():
    assert total([]) == 1
"""


@pytest.fixture
def run(python, pyinstr, tmp_path):
    """Runs pytest on a copy, typing `typed`; what is seen before the summary."""
    if python.version < (3, 11) or python.implementation != "cpython":
        pytest.skip("our own pytest is for CPython 3.11 or later")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "cart.py").write_text(CART)
    (tmp_path / "src" / "test_cart.py").write_text(TESTS)
    pyinstr("build", tmp_path / "src", tmp_path / "out")

    def run(typed, *options, **variables):
        variables["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        variables["PYTHONPATH"] = str(Path(pytest.__file__).parent.parent)
        done = subprocess.run(
            [python.path, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, tmp_path / "out"],
            cwd=tmp_path,
            env=environment.clean(**variables),
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert not done.stderr, done.stderr
        assert "1 failed, 1 passed" in done.stdout, done.stdout
        return done.stdout.partition("====")[0]

    return run


@pytest.mark.parametrize("capture", ["fd", "sys"])
def test_a_stop_is_seen_and_answered(capture, run):
    """On a line of its own, which only the first stop of a test has to begin."""
    typed = "p prices\nn\nc\nc\n"
    seen = run(typed, "--capture=" + capture, PYINSTR_BREAK="cart.total", PYTHONBREAKPOINT="0")
    assert seen.startswith("\nstopped: breakpoint 1, cart.py:2 in total\n")
    assert "(dbg) [1, 2]\n(dbg) stopped: step, cart.py:3 in total\n" in seen
    assert ".\nstopped: breakpoint 1, cart.py:2 in total\n" in seen


def test_breakpoint_in_a_test(run):
    """What the test has written is still the test's: it compares it."""
    seen = run("p capsys is not None\nc\n")
    assert "stopped: pause, test_cart.py:5 in test_total\n" in seen
    assert "(dbg) True\n(dbg) " in seen
