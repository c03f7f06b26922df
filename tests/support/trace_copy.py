"""Runs an instrumented copy with PYINSTR_TRACE and reads the hooks it wrote."""

import os
import subprocess
import time
from pathlib import Path

from support import environment

LONGEST = 120.0  # seconds


def run_traced(command: list, trace: Path, least: int, folder: Path, **variables: str) -> None:
    """Runs until the program ends or has written `least` lines or so, whichever is first."""
    env = environment.clean(PYINSTR_TRACE=str(trace), **variables)
    enough = least * 40  # bytes; a line is seldom shorter
    deadline = time.monotonic() + LONGEST
    process = subprocess.Popen(
        command, env=env, cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )
    while process.poll() is None and time.monotonic() < deadline:
        if trace.exists() and os.path.getsize(trace) > enough and lines_in(trace) > least:
            break
        time.sleep(0.02)
    ended = process.poll()
    process.kill()
    errors = process.communicate()[1].decode("utf-8", "replace")
    if ended not in (None, 0):
        raise AssertionError(f"the copy ended with status {ended}:\n{errors[-3000:]}")


def lines_in(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def read_trace(trace: Path, folders: list[Path]) -> list[tuple[str, int, str]]:
    """The whole lines of a trace as (file, line, function), files relative to one of `folders`."""
    stops = []
    for line in trace.read_text(encoding="utf-8").splitlines(keepends=True):
        place, _, function = line.partition(" ")
        if line.endswith("\n"):
            file, _, number = place.rpartition(":")
            stops.append((relative(file, folders), int(number), function.rstrip("\n")))
    return stops


def relative(file: str, folders: list[Path]) -> str:
    for folder in folders:
        if file.startswith(f"{folder}{os.sep}"):
            return file[len(str(folder)) + 1 :]
    return file
