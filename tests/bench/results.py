"""The file of results: what each part of the benchmark has found, for each interpreter.

    {"begun": TIME,
     "parts": {PART: {INTERPRETER: {"taken": {…machine, versions, time…}, "rows": [ROW, …]}}}}

Parts are merged: one that is run again replaces what it had, all others stay. A row stands on a
line of its own, so that differences can be read.
"""

import json
import os
import platform
import subprocess
from datetime import datetime, timezone
from pathlib import Path


def cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


def taken(command: Path, release: str, rounds: int, note: str) -> dict:
    """Under what circumstances rows were taken; `load` is what else the machine had to do."""
    version = subprocess.run([command, "--version"], capture_output=True, text=True).stdout.strip()
    where = {"cpu": cpu(), "cores": os.cpu_count(), "system": platform.platform(terse=True)}
    load = round(os.getloadavg()[0], 1)
    return {"at": now(), "release": release, "pyinstr": version, "rounds": rounds, "load": load,
            "note": note, **where}  # fmt: skip


class Results:
    """Reads the file if there is one, and writes it whole after each addition."""

    def __init__(self, path: Path):
        self.path = path
        text = path.read_text() if path.exists() else ""
        found = json.loads(text) if text else {"parts": {}}
        self.parts: dict = found["parts"]
        self.begun: str = found.get("begun", "")

    def begin(self) -> None:
        """A run: what was taken before belongs to an earlier one."""
        self.begun = now()

    def is_done(self, part: str, python: str) -> bool:
        """Whether this run has taken it."""
        one = self.parts.get(part, {}).get(python)
        return bool(one) and one["taken"]["at"] >= self.begun

    def add(self, part: str, python: str, circumstances: dict, rows: list[dict]) -> None:
        self.parts.setdefault(part, {})[python] = {"taken": circumstances, "rows": rows}
        self.write()

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(self.text())
        unfinished.replace(self.path)

    def text(self) -> str:
        parts = ",\n".join(self._part(one) for one in sorted(self.parts))
        return f'{{"begun": {json.dumps(self.begun)}, "parts": {{\n{parts}\n}}}}\n'

    def _part(self, part: str) -> str:
        pythons = sorted(self.parts[part].items(), key=lambda item: natural(item[0]))
        lines = ",\n".join(self._python(*one) for one in pythons)
        return f" {json.dumps(part)}: {{\n{lines}\n }}"

    def _python(self, name: str, found: dict) -> str:
        rows = ",\n".join("   " + json.dumps(row) for row in found["rows"])
        taken = json.dumps(found["taken"])
        return f'  {json.dumps(name)}: {{"taken": {taken}, "rows": [\n{rows}\n  ]}}'


def natural(name: str) -> tuple:
    """cpython3.9 before cpython3.10."""
    text = name.rstrip("0123456789.")
    return text, *(int(part) for part in name[len(text) :].split(".") if part)
