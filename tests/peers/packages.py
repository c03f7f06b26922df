"""Packages with test suites of their own, as sources and as instrumented copies of them."""

import fcntl
import subprocess
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support import environment

HERE = Path(__file__).parent
SOURCES = HERE / "requirements-sources.txt"


@dataclass(frozen=True)
class Package:
    """What is imported, where it lies in the source, its tests, and those that CI runs."""

    name: str
    imported: str
    path: str
    tests: tuple[str, ...]
    few: tuple[str, ...] = ()


ALGORITHMS = "networkx/algorithms"
PACKAGES = [
    Package("attrs", "attr", "src", ("tests",)),
    Package("click", "click", "src", ("tests",)),
    Package("jinja2", "jinja2", "src", ("tests",)),
    Package("sqlparse", "sqlparse", ".", ("tests",)),
    Package(
        "networkx",
        "networkx",
        ".",
        ("networkx",),
        few=("networkx/classes", "networkx/utils", f"{ALGORITHMS}/components",
             f"{ALGORITHMS}/shortest_paths", f"{ALGORITHMS}/traversal"),
    ),
]


def quietly(*command) -> str:
    done = subprocess.run(
        command,
        env=environment.clean(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-3000:]}"
    return done.stdout


@contextmanager
def alone(folder: Path):
    """Processes that share the tests take turns here: one makes the folder, the others find it made."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / f"{folder.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def venv(python, requirements: Path, folder: Path) -> Path:
    """A virtual environment's python with what a file of requirements names, made once."""
    inside, stamp = folder / "bin" / "python", folder / "installed"
    wanted = f"{python.path} {python.release}\n" + "".join(
        path.read_text() for path in sorted(HERE.glob("requirements*.txt"))
    )
    with alone(folder):
        if not stamp.exists() or stamp.read_text() != wanted:
            quietly(python.path, "-m", "venv", "--clear", folder)
            quietly(inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                    "-r", requirements)
            stamp.write_text(wanted)
    return inside


def sources(pip: Path, folder: Path) -> dict[str, Path]:
    """The unpacked sources by package, taken once. What builds them is in the environment."""
    stamp = folder / "taken"
    with alone(folder / "original"):
        if not stamp.exists() or stamp.read_text() != SOURCES.read_text():
            archives = folder / "archives"
            quietly(pip, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                    "--no-build-isolation", "--no-binary", ":all:", "-d", archives, "-r", SOURCES)
            for archive in archives.glob("*.tar.gz"):
                with tarfile.open(archive) as opened:
                    opened.extractall(folder / "original", filter="data")
            stamp.write_text(SOURCES.read_text())
    pins = [line.split("==") for line in SOURCES.read_text().split() if "==" in line]
    return {name: folder / "original" / f"{name}-{version}" for name, version in pins}


def variables(package: Package, tree: Path) -> dict[str, str]:
    return environment.clean(PYTHONPATH=str((tree / package.path).resolve()))


def imported_from(package: Package, tree: Path, python: Path) -> str:
    """The file the package is imported from, and whether it has hooks."""
    hooked = "hasattr(builtins, 'dbg')"
    program = f"import builtins, {package.imported} as one; print(one.__file__, {hooked})"
    done = subprocess.run(
        [python, "-c", program],
        cwd=tree,
        env=variables(package, tree),
        capture_output=True,
        text=True,
    )
    return done.stdout.strip() or done.stderr


def start_tests(package: Package, tree: Path, python: Path, report: Path, whole: bool):
    """Starts the package's tests as its own people do; the process."""
    tests = package.tests if whole or not package.few else package.few
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
    return subprocess.Popen(
        [*command, f"--junit-xml={report}", *tests],
        cwd=tree,
        env=variables(package, tree),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
