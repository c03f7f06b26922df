"""What all parts share: the command under test, the options, where copies and tools are put."""

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from samples import Unmeasured, last_words
from support import environment

BENCH = Path(__file__).resolve().parent


@dataclass
class Setting:
    build: Path  # has cli/pyinstr and python/pyinstr
    kept: Path  # for what is worth keeping between runs: environments of other tools
    scratch: Path  # gone at the end
    rounds: int
    quick: bool  # only show that it runs
    most_stops: int = 10_000  # the newest interpreter makes a million, for a minute or two
    prepared: dict = field(default_factory=dict)  # programs that are ready, by name
    silent: set = field(default_factory=set)  # interpreters on which debugpy gives no answer

    @property
    def command(self) -> Path:
        return self.build / "cli" / "pyinstr"

    @property
    def package(self) -> Path:
        """What PYTHONPATH needs for `import pyinstr`."""
        return self.build / "python"

    def some(self, many: list, few: int) -> list:
        """All of them, or the first few where only running counts."""
        return many[:few] if self.quick else many

    def few(self, loops: int) -> int:
        return max(1, loops // 50) if self.quick else loops

    @cached_property
    def programs(self) -> Path:
        """The originals of programs/."""
        return Path(shutil.copytree(BENCH / "programs", self.scratch / "programs"))

    def copy_for(self, python, original: Path, hooks: str = "") -> Path:
        """The copy of a folder with hooks of that kind, or of the kind that fits the interpreter;
        built when it is first asked for."""
        hooks = hooks or ("numbered" if python.implementation == "pypy" else "frame")
        copy = original.parent / f"{original.name}-{hooks}"
        if not copy.exists():
            self.run_build(original, copy, "--hooks", hooks)
        return copy

    def run_build(self, source: Path, out: Path, *options: str) -> dict:
        done = subprocess.run(
            [self.command, "build", "--json", *options, source, out],
            env=environment.clean(), capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            raise Unmeasured(f"pyinstr build {source.name}: {last_words(done.stderr)}")
        return json.loads(done.stdout)

    def needs_runtime(self, python) -> None:
        """Raises Unmeasured where our runtime was not built for that interpreter."""
        tag = (
            "pypy"
            if python.implementation == "pypy"
            else f"cpython-{''.join(map(str, python.version))}"
        )
        if not list((self.package / "pyinstr").glob(f"_core.{tag}*.so")):
            raise Unmeasured("the runtime was not built for it")
