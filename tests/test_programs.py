"""Programs behave alike: the original, its copy, and the original under the import hook.

Each of programs/ is run in these three ways by each interpreter. What it prints, on either stream,
and how it ends must be the same but for the folder it is in, and must not show a hook.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support import environment

PROGRAMS = Path(__file__).parent / "programs"
NAMES = sorted(
    path.stem for path in PROGRAMS.iterdir() if path.suffix == ".py" or (path / "main.py").exists()
)

# Those that show source or positions: there a copy needs the runtime to be like its original.
SHOWING = {
    "doctests", "interrupt_uncaught", "line_events", "line_events_when_warm", "source_shown", "traceback_group", "traceback_imported", "traceback_logged", "traceback_thread",
    "traceback_uncaught", "unawaited", "unraisable", "warnings_shown",
}

NOT_ON_PYPY = {"line_events": "code cannot be given other positions: a body that is only a docstring has its line"}


def skip_differing(name, python):
    if python.implementation == "pypy" and name in NOT_ON_PYPY:
        pytest.skip(NOT_ON_PYPY[name])


def main_of(name: str) -> str:
    return f"{name}/main.py" if (PROGRAMS / name).is_dir() else f"{name}.py"


# The frames that run the program stand below its own.
RUNNER = re.compile(r'  File "[^"]*/pyinstr/__main__.py", line .*\n(    .*\n)+')
ADDRESS = re.compile(r"0x[0-9a-f]+")


def outcome(command, folder: Path):
    """(status, standard output, standard error), the same for every folder and process."""
    env = environment.clean(PYTHONDONTWRITEBYTECODE="")
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=120
    )
    shown = [RUNNER.sub("", stream) for stream in (done.stdout, done.stderr)]
    return done.returncode, *(ADDRESS.sub("0x", one.replace(f"{folder}/", "")) for one in shown)


@pytest.fixture(scope="module")
def folders(pyinstr, tmp_path_factory):
    """The originals, to be run and to be instrumented, and a copy of them."""
    top = tmp_path_factory.mktemp("programs").resolve()
    leave = shutil.ignore_patterns("__pycache__")
    for name in "original", "imported":
        shutil.copytree(PROGRAMS, top / name, ignore=leave)
    pyinstr("build", "--quiet", top / "original", top / "copy")
    return top


@pytest.mark.parametrize("name", NAMES)
def test_copy(name, python, folders):
    skip_differing(name, python)
    command = [python.path, main_of(name), *(["argument"] if name == "imports" else [])]
    original = outcome(command, folders / "original")
    assert outcome(command, folders / "copy") == original


@pytest.mark.parametrize("name", NAMES)
def test_import_hook(name, python, pyinstr, build_dir, folders):
    skip_differing(name, python)
    arguments = ["argument"] if name == "imports" else []
    original = outcome([python.path, main_of(name), *arguments], folders / "original")
    run = [build_dir / "cli" / "pyinstr", "run", "--no-first-stop", "--python", python.path]
    for cached in False, True:
        assert outcome([*run, main_of(name), *arguments], folders / "imported") == original


@pytest.mark.parametrize("name", ["imports", "source_shown", "star_imports", "traceback_imported"])
def test_copy_under_import_hook(name, python, build_dir, folders):
    """`pyinstr run` of a copy, whose modules are copies, too."""
    arguments = [main_of(name), *(["argument"] if name == "imports" else [])]
    run = [build_dir / "cli" / "pyinstr", "run", "--no-first-stop", "--python", python.path]
    assert outcome([*run, *arguments], folders / "copy") == outcome(
        [python.path, *arguments], folders / "original"
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SHOWING])
def test_copy_without_runtime(name, python, pyinstr, folders):
    """Where pyinstr is neither beside the copy nor installed, hooks do nothing and say nothing."""
    bare = folders / "bare"
    if not bare.exists():
        shutil.copytree(folders / "copy", bare, ignore=shutil.ignore_patterns(".pyinstr", "__pycache__"))
    command = [python.path, main_of(name), *(["argument"] if name == "imports" else [])]
    assert outcome(command, bare) == outcome(command, folders / "original")
