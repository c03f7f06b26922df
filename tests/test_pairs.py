"""Every readable pair in rewrite/ is executed: its hooks are reached where Python has lines.

The hooked text runs with a hook in plain Python, so this says of the text alone that it is right.
Rounds of loops are told by the runtime and are compared in test_lines.py.
"""

import json
import subprocess
from pathlib import Path

import pytest

from lines.compare import compare
from support import environment
from support.headers import headers_by

TESTS = Path(__file__).parent
PAIRS = sorted(
    path for path in (TESTS / "rewrite").glob("*.py") if not path.name.endswith(".hooked.py")
)


def run_pair(python, path: Path):
    hooked = path.with_suffix(".hooked.py")
    done = subprocess.run(
        [python.path, "-W", "ignore", "-m", "support.run_pair", path, hooked],
        cwd=TESTS,
        env=environment.clean(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", PAIRS, ids=[path.stem for path in PAIRS])
def test_pair(path, python):
    if not path.with_suffix(".hooked.py").exists():
        pytest.skip("no hooked half: the rewriter leaves this one alone")
    if b"# pyinstr:" in path.read_bytes():
        pytest.skip("what it leaves out by a comment is not in the syntax tree")
    ran = run_pair(python, path)
    if ran is None:
        pytest.skip(f"{python.name} does not know this syntax")
    assert ran["ended"][0] == ran["ended"][1], "the copy ended otherwise"
    headers = headers_by(python, path.parent, [path.name])
    stops = [tuple(row[1:]) for row in ran["hooks"]]
    result = compare(ran["lines"], stops, headers, rounds=False)
    assert not result.difference, result.difference
