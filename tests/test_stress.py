"""Many threads, cycles, signals, failures, forks and stops: the programs of stress/, instrumented.

Each checks itself. Here they run in a short form, `PYINSTR_STRESS=long` asks for the long one (some
minutes each). `library` runs on an instrumented copy of what our own Python modules import.
"""

import os
import subprocess
from pathlib import Path

import pytest

from support import environment

STRESS = Path(__file__).parent / "stress"
LONG = os.environ.get("PYINSTR_STRESS") == "long"
PROGRAMS = sorted(
    path.stem for path in STRESS.glob("*.py") if path.stem not in ("answers", "hostile", "library")
)
LIBRARY = "ast codeop linecache pprint reprlib tokenize traceback textwrap".split()


@pytest.fixture(scope="module")
def programs(pyinstr, tmp_path_factory):
    copy = tmp_path_factory.mktemp("stress") / "out"
    pyinstr("build", "--quiet", STRESS, copy)
    return copy


def run(python, program: Path, **variables):
    done = subprocess.run(
        [python.path, "-W", "ignore", program],
        env=environment.clean(PYINSTR_STRESS="long" if LONG else "short", **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=3600 if LONG else 300,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_program(name, programs, python):
    print(run(python, programs / f"{name}.py"))


def test_on_an_instrumented_library(programs, python, pyinstr, tmp_path):
    for name in LIBRARY:
        pyinstr("build", "--quiet", python.library / f"{name}.py", tmp_path / f"{name}.py")
    print(run(python, programs / "library.py", PYTHONPATH=str(tmp_path)))


def test_hits_counted_by_numbered_hooks(python, pyinstr, tmp_path):
    pyinstr("build", "--quiet", "--hooks", "numbered", STRESS, tmp_path / "out")
    print(run(python, tmp_path / "out" / "counted_hits.py"))
