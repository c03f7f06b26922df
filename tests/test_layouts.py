"""What must hold of any layout and of any small change of a program, which hypothesis looks for.

The same examples each time, found and shrunk by hypothesis; `PYINSTR_EXAMPLES` asks for more, and
`PYINSTR_SEED` for others. The interpreter that runs the tests says what is Python.
"""

import os
import re
import subprocess
import warnings

import pytest
from hypothesis import HealthCheck, given, seed, settings

from support.corpus_check import Check
from support.layouts import changed, laid_out, short_programs

EXAMPLES = int(os.environ.get("PYINSTR_EXAMPLES", "250"))
SEED = os.environ.get("PYINSTR_SEED")

PROGRAMS = short_programs()

# Some things are refused though a compiler takes them: the comment asks for it, or they are Python 2.
ASKED_FOR = re.compile(rb"pyinstr:")

searched = settings(
    max_examples=EXAMPLES,
    derandomize=SEED is None,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def seeded(test):
    return test if SEED is None else seed(int(SEED))(test)


@pytest.fixture(scope="module")
def there_and_back(build_dir):
    """A text's copy, what comes back from that, and why it was refused, if it was."""
    pipe = subprocess.Popen(
        [build_dir / "tests" / "rewriter_pipe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def run(text: bytes) -> tuple[bytes, bytes, str]:
        pipe.stdin.write(b"%d\n%s" % (len(text), text))
        pipe.stdin.flush()
        copied, came_back, reason = pipe.stdout.readline().decode().rstrip("\n").split(" ", 2)
        return pipe.stdout.read(int(copied)), pipe.stdout.read(int(came_back)), reason

    with pipe:
        yield run
        pipe.stdin.close()
    assert pipe.returncode == 0


def check(there_and_back, text: bytes) -> None:
    copy, back, reason = there_and_back(text)
    found = Check("program.py")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code, _ = found.texts(text, copy, back)
    assert not found.findings
    lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    assert lines <= copy.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") <= lines + 1
    if code is not None and not ASKED_FOR.search(text):
        assert "not understood" not in reason


@seeded
@searched
@given(text=laid_out(PROGRAMS))
def test_any_layout(there_and_back, text):
    check(there_and_back, text)


@seeded
@searched
@given(text=changed(PROGRAMS))
def test_any_change(there_and_back, text):
    check(there_and_back, text)
