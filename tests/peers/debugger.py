"""Runs CPython's tests of its own debugger, with ours in pdb's and bdb's place."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from peers import expected
from support import environment

STANDINS = Path(__file__).with_name("standins")
DIFFERENCES = Path(__file__).with_name("pdb_differences.txt")
# The modules, and which of their tests: the others are about the library's own functions.
SUITES = {"test.test_bdb": ".", "test.test_pdb": "PdbTestCase"}
PASSING = re.compile(r"^# (?P<version>\S+): (?P<passed>\d+) of (?P<all>\d+) pass$", re.M)


@dataclass(frozen=True)
class Count:
    """How many tests pass on one version."""

    passed: int
    all: int


def run(python, build: Path, folder: Path) -> dict[str, tuple[str, str]]:
    """A word by test (`passed`, `failed`, `skipped`, `ended`), and what its runner said of it."""
    variables = environment.clean(
        STANDIN_SOURCES=f"{STANDINS}:{build / 'python'}",
        PYINSTR_RC="",  # as for everybody: some tests are about these files
        STANDIN_COMMAND=str(build / "cli" / "pyinstr"),
        HOME=str(folder),
    )
    found = {}
    for module, pattern in SUITES.items():
        done = subprocess.run(
            [python.path, STANDINS / "run_tests.py", module, pattern],
            env=variables,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        found.update(json.loads(done.stdout))
    return found


def failing(outcomes) -> dict[str, str]:
    """The tests that do not pass, each with how; tests that are left out here are no matter."""
    return {
        test: f"{word}: {text.rstrip()[-300:]}"
        for test, (word, text) in outcomes.items()
        if word not in ("passed", "skipped")
    }


def count(outcomes) -> Count:
    words = [word for word, _ in outcomes.values() if word != "skipped"]
    return Count(words.count("passed"), len(words))


def counts_in(text: str) -> dict[str, Count]:
    """By version, from the head of the list."""
    rows = PASSING.finditer(text)
    return {row["version"]: Count(int(row["passed"]), int(row["all"])) for row in rows}


def update(version: str, outcomes) -> None:
    """Makes the list say what was found; a count that would fall is left as it is, and fails."""
    expected.update(DIFFERENCES, version, failing(outcomes))
    text, now = DIFFERENCES.read_text(), count(outcomes)
    before = counts_in(text).get(version, Count(0, 0))
    if now.passed >= before.passed:
        line = f"# {version}: {now.passed} of {now.all} pass"
        old = f"# {version}: {before.passed} of {before.all} pass"
        DIFFERENCES.write_text(text.replace(old, line))
