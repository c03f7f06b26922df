"""The benchmark runs and writes its figures; what they are is no test."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent / "bench" / "run"


@pytest.mark.slow
def test_bench_runs(build_dir, request):
    pythons = ";".join(str(one.path) for one in request.config.pyinstr_usual)
    env = {**os.environ, "PYINSTR_PYTHONS": pythons, "PYINSTR_BUILD": str(build_dir)}
    done = subprocess.run(
        [sys.executable, BENCH, "--quick"], env=env, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    written = json.loads(Path(done.stdout.split()[-1]).read_text())
    assert written["quick"]
    assert set(written["pythons"]) == {one.name for one in request.config.pyinstr_usual}
