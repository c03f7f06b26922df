"""Tools that are fetched when they are first asked for, and kept below build/bench."""

import subprocess
import sys
from pathlib import Path

from peers.packages import alone
from samples import Unmeasured, last_words


def done(requirements: Path, *command) -> None:
    ran = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if ran.returncode != 0:
        raise Unmeasured(f"{requirements.name}: {last_words(ran.stderr or ran.stdout)}")


def fetched(folder: Path, requirements: Path, *commands) -> None:
    """Runs the commands if the folder was not made for what the file asks; one process at once."""
    wanted, mark = requirements.read_text(), folder / "installed"
    with alone(folder):
        if not mark.exists() or mark.read_text() != wanted:
            for command in commands:
                done(requirements, *command)
            mark.write_text(wanted)


def environment_with(folder: Path, python: Path, requirements: Path) -> Path:
    """The python of a virtual environment that has what a file asks for."""
    inside = folder / "bin" / "python"
    pip = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    fetched(
        folder, requirements, [python, "-m", "venv", "--clear", folder], [*pip, "-r", requirements]
    )
    return inside


def package_for(folder: Path, python, requirements: Path) -> Path:
    """A folder for PYTHONPATH with what a file asks for, as an interpreter needs it: nothing of the
    interpreter's is run, so that it may be one that has no pip."""
    kind = {"cpython": "cp", "pypy": "pp"}[python.implementation]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    what = [
        "--no-deps",
        "--upgrade",
        "--target",
        folder,
        "--only-binary",
        ":all:",
        "-r",
        requirements,
    ]
    fits = ["--implementation", kind, "--python-version", ".".join(map(str, python.version))]
    fetched(folder, requirements, [*pip, *what, *fits])
    return folder
