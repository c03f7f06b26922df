"""Runs CPython's own regression tests in an installation."""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from peers.installation import Installation

MODULES = Path(__file__).with_name("cpython_modules.txt")
DIFFERENCES = Path(__file__).with_name("cpython_differences.txt")
LONGEST = 120  # seconds for one module
# Modules in which a test that fails makes all later ones fail, too (it leaves its events switched
# on): their tests differ only if they differ alone, each in a process of its own.
CONTAGIOUS = ("test.test_monitoring.",)


def modules(version: str) -> list[str]:
    """The modules to run: one a line, with the versions that have it where not all do."""
    rows = [line.split("#")[0].split() for line in MODULES.read_text().splitlines()]
    return [row[0] for row in rows if row and (not row[1:] or version in row[1:])]


def environment(home: Path) -> dict[str, str]:
    """Nearly nothing, so that both installations and all machines have the same."""
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "PYTHONHASHSEED": "0",
        "COLUMNS": "80",
    }


def run(installed: Installation, names: list[str]) -> tuple[Path, str]:
    """The JUnit report, and what the runner printed. Each module has a process of its own.

    The report stays in the installation's folder, for those who want to know more.
    """
    report, work = installed.folder / "report.xml", installed.folder / "work"
    report.unlink(missing_ok=True)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    command = [installed.python, "-m", "test", "-j2", f"--timeout={LONGEST}"]
    done = subprocess.run(
        [*command, "--junit-xml", report, *names],
        cwd=work,
        env=environment(work),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return report, done.stdout


def passes_alone(installed: Installation, test: str) -> bool:
    work = installed.folder / "work"
    command = [installed.python, "-m", "unittest", "-q", test]
    done = subprocess.run(command, cwd=work, env=environment(work), capture_output=True)
    return done.returncode == 0


def without_contagion(copy: Installation, found: dict[str, str]) -> dict[str, str]:
    """The differences less those tests that only fail behind another one."""
    doubtful = [test for test, how in found.items()
                if test.startswith(CONTAGIOUS) and how.startswith("passed")]
    with ThreadPoolExecutor(2) as pool:
        alone = dict(zip(doubtful, pool.map(lambda test: passes_alone(copy, test), doubtful)))
    return {test: how for test, how in found.items() if not alone.get(test)}
