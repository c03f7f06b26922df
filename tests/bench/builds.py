"""Whole builds of an interpreter's library, beside what others do with the same files.

All ways are interleaved; what is slow by nature is given every tenth file and its speed compared.
"""

import json
import os
import shutil
import statistics
import subprocess
from collections import defaultdict
from functools import partial
from pathlib import Path

from fetched import environment_with
from rounds import interleaved
from samples import Unmeasured
from setting import BENCH, Setting
from support import environment

NO_SOURCES = ["site-packages", "dist-packages", "__pycache__", "*.so", "*.a"]
PEERS = {  # name: (job of tree_work.py, every how manieth file)
    "ast.parse": ("parse", 1),
    "ast.parse + ast.unparse": ("unparse", 10),
    "LibCST, parse + code": ("libcst", 10),
    "coverage, analysis": ("coverage", 10),
    "slipcover, instrument": ("slipcover", 10),
}


def peers_python(setting: Setting, python) -> Path:
    """An interpreter of that version which has the peers; made when it is first asked for."""
    folder = setting.kept / f"peers-{python.name}"
    return environment_with(folder, python.path, BENCH / "requirements-builds.txt")


def run_measured(command) -> tuple[str, float, int]:
    """What a program prints, its seconds, and the most memory that it had, in bytes."""
    begin = os.times().elapsed
    process = subprocess.Popen(
        list(map(str, command)), env=environment.clean(),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Unmeasured(f"{Path(process.args[0]).name}: status {process.returncode}")
    return text, os.times().elapsed - begin, usage.ru_maxrss * 1024


def our_ways(setting: Setting, library: Path) -> dict:
    out = setting.scratch / "built"
    size = sum(path.stat().st_size for path in library.rglob("*.py") if path.is_file())

    def build(fresh: bool, *options: str) -> dict:
        if fresh:
            shutil.rmtree(out, ignore_errors=True)
        command = [setting.command, "build", "--json", *options, library, out]
        text, _, memory = run_measured(command)
        return {"seconds": json.loads(text)["seconds"], "bytes": size, "memory": memory}

    return {
        "pyinstr build, one job": partial(build, True, "-j1"),
        "pyinstr build, two jobs": partial(build, True, "-j2"),
        "pyinstr build, nothing changed": partial(build, False, "-j2"),
    }


def peer_ways(setting: Setting, python, library: Path) -> dict:
    out = setting.scratch / "other"

    def work(job: str, every: int) -> dict:
        shutil.rmtree(out, ignore_errors=True)
        command = [peers_python(setting, python), BENCH / "tree_work.py", job, every, library, out]
        text, _, memory = run_measured(command)
        seconds, size, _, _ = text.split()
        return {"seconds": float(seconds), "bytes": int(size), "memory": memory}

    return {name: partial(work, *how) for name, how in PEERS.items()}


def bench(setting: Setting, python) -> list[dict]:
    library = setting.scratch / f"library-{python.name}"
    source = python.library / "json" if setting.quick else python.library
    shutil.copytree(source, library, ignore=shutil.ignore_patterns(*NO_SOURCES))
    ways = our_ways(setting, library) | peer_ways(setting, python, library)
    memory: dict[str, float] = defaultdict(float)
    seconds: dict[str, list] = defaultdict(list)

    def speed(name: str) -> float:
        found = ways[name]()
        memory[name] = max(memory[name], float(found["memory"]))
        seconds[name].append(found["seconds"])
        return found["bytes"] / 1e6 / found["seconds"]

    def taken(values: dict, name: str) -> float:
        if not values[name]:
            raise Unmeasured("it did not run")
        return values[name] if values is memory else statistics.median(values[name])

    rounds = min(setting.rounds, 2)
    rows = interleaved("speed", {name: partial(speed, name) for name in ways}, rounds, "MB/s")
    for of, values, unit in (("time", seconds, "s"), ("most memory", memory, "bytes")):
        rows += interleaved(of, {name: partial(taken, values, name) for name in ways}, 1, unit)
    return rows
