"""The benchmark runs, every part of it, and its page is what its figures give.

What they are is no test.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent / "bench" / "run"
PARTS = ["hot-loop", "afterwards", "startup", "size", "growth", "builds", "instructions", "idle"]
MAY_MISS = {"valgrind is not installed"}


def bench(config, build_dir, *arguments):
    """A run on the newest CPython under test."""
    newest = max(
        config.pyinstr_usual, key=lambda one: (one.implementation == "cpython", one.version)
    )
    env = {**os.environ, "PYINSTR_PYTHONS": str(newest.path), "PYINSTR_BUILD": str(build_dir)}
    command = [sys.executable, BENCH, *map(str, arguments)]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=600)


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_a_part_runs(part, build_dir, request, tmp_path):
    """Each way of each row gives a figure."""
    done = bench(request.config, build_dir, "--quick", "--out", tmp_path, part)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "results.json").read_text())["parts"]
    assert list(found) == [part]
    ((taken, rows),) = [one.values() for one in found[part].values()]
    assert taken["pyinstr"] and rows
    missing = [row for row in rows if row.get("missing", "") not in {"", *MAY_MISS}]
    assert missing == []
    assert all(row["value"] > 0 for row in rows if "value" in row)


def test_parts_are_merged(build_dir, request, tmp_path):
    """A part that is run again replaces what it had; all others stay."""
    old = {"taken": {"at": "long ago"}, "rows": []}
    kept = {"parts": {"size": {"cpython3.0": old}, "afterwards": {"cpython3.0": old}}}
    (tmp_path / "results.json").write_text(json.dumps(kept))
    done = bench(request.config, build_dir, "--quick", "--out", tmp_path, "afterwards")
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "results.json").read_text())["parts"]
    assert found["size"] == kept["parts"]["size"]
    assert found["afterwards"]["cpython3.0"] == old
    assert len(found["afterwards"]) == 2


def test_a_run_goes_on(build_dir, request, tmp_path):
    """What the run has taken is not taken again."""
    arguments = ["--quick", "--out", tmp_path, "afterwards"]
    first = bench(request.config, build_dir, *arguments)
    had = (tmp_path / "results.json").read_text()
    again = bench(request.config, build_dir, "--resume", *arguments)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert ": afterwards" in first.stdout and ": afterwards" not in again.stdout
    assert (tmp_path / "results.json").read_text() == had


def test_what_cannot_be_measured_is_told(build_dir, request, tmp_path):
    """Without a runtime for the interpreter there are rows that say so, and the others' figures."""
    (tmp_path / "build" / "python" / "pyinstr").mkdir(parents=True)
    (tmp_path / "build" / "cli").symlink_to(build_dir / "cli")
    out = tmp_path / "out"
    done = bench(request.config, tmp_path / "build", "--quick", "--out", out, "startup")
    assert done.returncode == 0, done.stderr
    (found,) = json.loads((out / "results.json").read_text())["parts"]["startup"].values()
    by_way = {row["way"]: row for row in found["rows"]}
    assert by_way["import pyinstr"]["missing"] == "the runtime was not built for it"
    assert by_way["import pdb"]["value"] > 0


def test_the_page_is_what_the_figures_give(build_dir, request):
    """docs/benchmarks, and the figures in other documents: `tests/bench/run page` writes them."""
    done = bench(request.config, build_dir, "page", "--check")
    assert done.returncode == 0, done.stderr


def test_a_page_that_was_edited_is_told(build_dir, request, tmp_path):
    results = BENCH.parents[2] / "docs" / "benchmarks" / "results.json"
    (tmp_path / "results.json").write_bytes(results.read_bytes())
    assert bench(request.config, build_dir, "page", "--out", tmp_path).returncode == 0
    page = tmp_path / "index.md"
    page.write_text(page.read_text().replace("1", "2", 1))
    done = bench(request.config, build_dir, "page", "--check", "--out", tmp_path)
    assert done.returncode == 1
    assert "index.md is not what results.json gives" in done.stderr
