"""The whole library of every interpreter under test, its tests included, goes through a build.

What is demanded stands in `support/corpus_check.py`, which the interpreter under test runs, and in
the figures below. The report is kept in build/corpus/NAME.json.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from support import environment

TESTS = Path(__file__).parent

# Beside the library in its folder, and no part of it.
NOT_LIBRARY = {"site-packages", "dist-packages", "__pycache__", "lib-dynload"}

# What must not be found even once.
FORBIDDEN = (
    "not stripped",
    "compiled otherwise",
    "another tree",
    "untouched",
    "slides elsewhere",
)
LEAST_PRECISION = 0.995
LEAST_SERVED = 0.999


def take_library(library: Path, into: Path) -> list[str]:
    """Copies the Python files of a library; their paths."""
    def other_files(folder, names):
        inner = Path(folder)
        return [
            name
            for name in names
            if name in NOT_LIBRARY or not ((inner / name).is_dir() or name.endswith(".py"))
        ]

    shutil.copytree(library, into, ignore=other_files)
    return sorted(str(path.relative_to(into)) for path in into.rglob("*.py"))


def run_check(python, trees: dict, folder: Path) -> dict:
    request, report = folder / "trees.json", folder / "report.json"
    request.write_text(json.dumps(trees))
    done = subprocess.run(
        [python.path, "-W", "ignore", "-m", "support.corpus_check", request, report],
        cwd=TESTS,
        env=environment.clean(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(report.read_text())


def summary(report: dict) -> str:
    counts = report["counts"]
    precision = counts["precise hook lines"] / counts["hook lines"]
    served = counts["served slot lines"] / counts["slot lines"]
    text = [
        f"{counts['files']} files, {counts['bytes'] / 1e6:.1f} MB: {counts['hooked']} hooked, "
        f"{counts.get('unchanged', 0)} without anything to stop at, "
        f"{counts.get('refused', 0)} refused; {counts.get('rejected', 0)} rejected by Python",
        f"precision of {counts['hook lines']} hook lines: {precision:.3%}",
        f"served of {counts['slot lines']} breakable lines with a slot: {served:.3%}",
        f"{counts['slides']} breakable lines without one: "
        f"{counts.get('slides elsewhere', 0)} slide elsewhere",
    ]
    for kind, found in sorted(report["findings"].items()):
        text.append(f"{kind}: {counts[kind]}")
        text.extend(f"    {line}" for line in found[:12])
    return "\n".join(text)


@pytest.mark.slow
def test_library(python, pyinstr, build_dir, tmp_path, told):
    original, copy, stripped = (tmp_path / name for name in ("original", "copy", "stripped"))
    files = take_library(python.library, original)
    pyinstr("build", "--quiet", original, copy)
    pyinstr("strip", copy, stripped)
    trees = {
        "original": str(original),
        "copy": str(copy),
        "stripped": str(stripped),
        "files": files,
        "command": str(build_dir / "cli" / "pyinstr"),
    }
    report = run_check(python, trees, tmp_path)
    kept = build_dir.parent / "corpus" / f"{python.name}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(report, indent=1))
    for folder in (original, copy, stripped):
        shutil.rmtree(folder)
    told(f"{python.name}: {summary(report)}")

    counts = report["counts"]
    assert {kind: counts[kind] for kind in FORBIDDEN if counts.get(kind)} == {}
    assert counts["precise hook lines"] >= LEAST_PRECISION * counts["hook lines"]
    assert counts["served slot lines"] >= LEAST_SERVED * counts["slot lines"]
    assert counts["files"] == len(files)
