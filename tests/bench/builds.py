"""Whole builds of an interpreter's library, beside what others do with the same files.

All ways are interleaved; what is slow by nature is given every tenth file and its speed compared.
"""

import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path

from support import environment

BENCH = Path(__file__).resolve().parent
NO_SOURCES = ["site-packages", "dist-packages", "__pycache__", "*.so", "*.a"]
PEERS = {  # name: (job of tree_work.py, every how manieth file)
    "ast.parse": ("parse", 1),
    "ast.parse + ast.unparse": ("unparse", 10),
    "LibCST, parse + code": ("libcst", 10),
    "coverage, analysis": ("coverage", 10),
    "slipcover, instrument": ("slipcover", 10),
}


def peers_python(python, folder: Path) -> Path:
    """An interpreter of that version which has the peers; made when it is first asked for."""
    wanted = (BENCH / "requirements.txt").read_text()
    made = folder / f"peers-{python.name}"
    kept = made / "installed"
    if not kept.exists() or kept.read_text() != wanted:
        shutil.rmtree(made, ignore_errors=True)
        subprocess.run([python.path, "-m", "venv", made], check=True)
        pip = [made / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "-r", BENCH / "requirements.txt"], check=True)
        kept.write_text(wanted)
    return made / "bin" / "python"


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
        raise SystemExit(f"{' '.join(process.args)}: {process.returncode}")
    return text, os.times().elapsed - begin, usage.ru_maxrss * 1024


def build_ways(command: Path, library: Path, out: Path) -> dict:
    def build(size, fresh, *options):
        def run():
            if fresh:
                shutil.rmtree(out, ignore_errors=True)
            text, seconds, memory = run_measured(
                [command, "build", "--json", *options, library, out]
            )
            return {"seconds": json.loads(text)["seconds"], "wall": seconds, "bytes": size,
                    "memory": memory}  # fmt: skip

        return run

    size = sum(path.stat().st_size for path in library.rglob("*.py") if path.is_file())
    return {
        "pyinstr, one job": build(size, True, "-j1"),
        "pyinstr, two jobs": build(size, True, "-j2"),
        "pyinstr, nothing changed": build(size, False, "-j2"),
    }


def peer_ways(python: Path, library: Path, out: Path) -> dict:
    def work(job, every):
        def run():
            shutil.rmtree(out, ignore_errors=True)
            text, wall, memory = run_measured(
                [python, BENCH / "tree_work.py", job, every, library, out]
            )
            seconds, size, files, left_out = text.split()
            return {"seconds": float(seconds), "wall": wall, "bytes": int(size),
                    "memory": memory, "files": int(files), "left_out": int(left_out)}  # fmt: skip

        return run

    return {name: work(*how) for name, how in PEERS.items()}


def summary(rounds: list[dict]) -> dict:
    seconds = statistics.median(one["seconds"] for one in rounds)
    return {**rounds[-1], "rounds": [one["seconds"] for one in rounds], "seconds": seconds,
            "memory": max(one["memory"] for one in rounds),
            "megabytes_per_second": rounds[-1]["bytes"] / 1e6 / seconds}  # fmt: skip


def bench_builds(
    command: Path, python, rounds: int, quick: bool, scratch: Path, kept: Path
) -> dict:
    library = scratch / "library"
    source = python.library / "json" if quick else python.library
    shutil.copytree(source, library, ignore=shutil.ignore_patterns(*NO_SOURCES))
    ways = build_ways(command, library, scratch / "built")
    ways |= peer_ways(peers_python(python, kept), library, scratch / "other")
    measured: dict[str, list] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            measured[name].append(way())
    print(f"\nbuild of the library of {python.name}, median of {rounds}")
    result = {name: summary(runs) for name, runs in measured.items()}
    for name, one in result.items():
        print(f"  {name:<28}{one['seconds']:>9.3f} s  {one['megabytes_per_second']:>7.1f} MB/s  "
              f"{one['memory'] / 1e6:>6.0f} MB of memory")  # fmt: skip
    return {"peers": (BENCH / "requirements.txt").read_text().split("\n")[1:-1], "ways": result}
