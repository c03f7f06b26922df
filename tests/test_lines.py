"""Hooks against line events: a dozen programs run as original under sys.settrace and as copy.

The sequence of (file, line, function) that PYINSTR_TRACE writes must equal the LINE events, after
the rules of lines/rules.py and nothing else. Each rule has a fixture in lines/fixtures that is
compared without it, too, and must differ then. Threads are left out: their events interleave.
"""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from lines.compare import compare
from lines.rules import RULES
from support import environment
from support.headers import headers_by
from support.pyperf_program import PROGRAMS, SHIMS, folder_of
from support.trace_copy import read_trace, run_traced

TESTS = Path(__file__).parent
SAMPLES = TESTS.parent / "samples"
FIXTURES = TESTS / "lines" / "fixtures"
LIMIT = 30_000  # events of one program that are compared
LEAST_COMPARED = 0.80

ARGUMENTS = {"counter": ["lines", "counter.py"], "hot_loop": [], "threads": None}
OWN = [
    path.stem for path in sorted(SAMPLES.glob("*.py")) if ARGUMENTS.get(path.stem, []) is not None
]


def record(python, program: Path, arguments, folder: Path, events: Path):
    """The LINE events of an original as rows, and whether they were cut short."""
    command = [python.path, "-m", "support.record_lines", events, folder, str(LIMIT), program]
    done = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=environment.clean(PYTHONPATH=f"{TESTS}:{SHIMS}"),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in events.read_text(encoding="utf-8").splitlines()]
    rows = [(int(frame), file, int(line), function) for frame, file, line, function in rows]
    return rows, len(rows) >= LIMIT


def follow(python, pyinstr, program: Path, arguments, folder: Path, work: Path):
    """Rows of the original, stops of the copy, headers, whether the rows were cut short."""
    original, copy, trace = work / "original", work / "copy", work / "trace"
    shutil.copytree(folder, original, ignore=shutil.ignore_patterns("__pycache__"))
    pyinstr("build", "--quiet", original, copy)
    place = program.relative_to(folder)
    rows, cut = record(python, original / place, arguments, original, work / "events")
    command = [python.path, place, *arguments]
    # The shims were not rewritten: on 3.12+ the trace would have their lines by monitoring.
    variables = {"PYTHONPATH": str(SHIMS), "PYINSTR_SKIP": f"{SHIMS}/*"}
    run_traced(command, trace, 2 * LIMIT if cut else 1 << 62, copy, **variables)
    headers = headers_by(python, original, {row[1] for row in rows})
    return rows, read_trace(trace, [original, copy]), headers, cut


def programs():
    for name in OWN:
        yield name, SAMPLES / f"{name}.py", ARGUMENTS.get(name, [])
    for name, arguments in PROGRAMS.items():
        yield name, folder_of(name) / "run_benchmark.py", arguments


def fixture_of(rule) -> Path:
    return FIXTURES / f"{rule.name.replace(' ', '_').replace('-', '_')}.py"


@pytest.mark.slow
def test_programs(python, pyinstr, tmp_path, told):
    removed, raw, compared, differences = Counter(), 0, 0, []
    for name, program, arguments in programs():
        (tmp_path / name).mkdir()
        followed = follow(python, pyinstr, program, arguments, program.parent, tmp_path / name)
        rows, stops, headers, cut = followed
        result = compare(rows, stops, headers, prefix=cut)
        raw, compared = raw + result.raw, compared + result.compared
        removed.update(result.removed)
        if result.difference:
            differences.append(f"{name}: {result.difference}")
        shutil.rmtree(tmp_path / name)
    rules = ", ".join(f"{name} {number}" for name, number in removed.most_common())
    told(f"{python.name}: {raw} LINE events, {compared} compared; removed: {rules}")
    assert not differences, "\n".join(differences)
    assert compared >= LEAST_COMPARED * raw


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_rule(rule, python, pyinstr, tmp_path):
    """Each rule is needed: its fixture agrees with it and differs without it."""
    if python.version < rule.syntax_since:
        pytest.skip(f"{python.name} does not know this syntax")
    fixture = fixture_of(rule)
    (tmp_path / "src").mkdir()
    program = Path(shutil.copy(fixture, tmp_path / "src"))
    rows, stops, headers, _ = follow(python, pyinstr, program, [], program.parent, tmp_path)
    whole = compare(rows, stops, headers)
    assert not whole.difference, whole.difference
    if python.version >= rule.since:
        assert compare(rows, stops, headers, without=rule.name).difference


def test_every_fixture_has_its_rule():
    assert {path.stem for path in FIXTURES.glob("*.py")} == {fixture_of(r).stem for r in RULES}
