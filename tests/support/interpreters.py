"""The interpreters under test: which are there, and what the tests need to know of each."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SUPPORTED = [(3, minor) for minor in range(10, 16)]

PROBE = """
import sys, sysconfig
print(sys.implementation.name, *sys.version_info[:2])
print(sysconfig.get_path("stdlib"))
own = getattr(sys, "pypy_version_info", None)
print(".".join(map(str, own[:3])) if own else sys.version.split()[0])
"""


@dataclass(frozen=True)
class Interpreter:
    """One Python to test with. Its release is the implementation's own, its version the language's."""

    path: Path
    implementation: str
    version: tuple[int, int]
    release: str
    library: Path

    @property
    def hooks(self) -> str:
        """The hooks that a copy for it should have (`--hooks`)."""
        return "numbered" if self.implementation == "pypy" else "frame"

    @property
    def name(self) -> str:
        """As it stands in the tests' ids: `cpython3.12`, `pypy7.3`."""
        return self.implementation + ".".join(self.release.split(".")[:2])


def probe(path: str) -> Interpreter | None:
    """What `path` runs; None where it is no Python that starts."""
    try:
        run = subprocess.run([path, "-I", "-c", PROBE], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = run.stdout.splitlines()
    if run.returncode != 0 or len(lines) != 3:
        return None
    implementation, major, minor = lines[0].split()
    library = Path(path).parent / lines[1].lstrip("/")  # of one in a root of its own
    if not library.is_dir():
        library = Path(lines[1])
    return Interpreter(Path(path), implementation, (int(major), int(minor)), lines[2], library)


def named(root: Path) -> list[str]:
    """The interpreters somebody chose: by environment, else by the last set-up's list."""
    chosen = os.environ.get("PYINSTR_PYTHONS")
    if chosen:
        return [path for path in chosen.split(";") if path]
    listed = root / "build" / "pythons"
    if not listed.is_file():
        return []
    return listed.read_text().replace(";", "\n").split("\n")


def candidates() -> list[str]:
    """Where interpreters usually are: under pyenv, then in PATH."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [str(path) for path in sorted(pyenv.glob("3.*/bin/python3"))]
    names = ["python3", *(f"python{major}.{minor}" for major, minor in SUPPORTED)]
    return found + [path for name in names if (path := shutil.which(name))]


def discover(root: Path) -> list[Interpreter]:
    """One interpreter for each version, oldest first; a list that was chosen is taken whole."""
    paths = [path.strip() for path in named(root) if path.strip()] or candidates()
    by_version: dict[str, Interpreter] = {}
    for path in paths:
        interpreter = probe(path)
        if interpreter and interpreter.version in SUPPORTED:
            by_version.setdefault(interpreter.name, interpreter)
    return sorted(by_version.values(), key=lambda one: (one.implementation, one.version))
