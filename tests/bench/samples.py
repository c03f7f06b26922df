"""One run of one program in a measured interpreter: what is to be run, and what it took."""

import json
import math
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from support import environment

MEASURE = Path(__file__).resolve().parent / "inside" / "measure.py"
ENOUGH = 0.1  # processor seconds: of less, what is done once would be what is measured
PATIENCE = 120  # seconds beyond a limit, for starts and ends


class Unmeasured(Exception):
    """A way could not be measured; the text says why."""


class MoreThan(Exception):
    """A way was given up after `seconds`: it takes longer."""

    def __init__(self, seconds: float):
        super().__init__(f"more than {seconds:g} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Work:
    """What is run: a program and how much of it, in a mode of inside/modes.py."""

    program: Path
    loops: int = 1
    arguments: Sequence[str] = ()
    mode: str = "none"
    points: Sequence[dict] = ()  # breakpoints of debuggers, in the words of their protocol
    variables: dict[str, str] = field(default_factory=dict)
    repeat: int = 1  # the least of so many counts
    limit: float | None = None  # seconds on the clock for the timed part

    def spec(self, **more) -> str:
        asked = {
            "program": str(self.program), "loops": self.loops, "arguments": list(self.arguments),
            "mode": self.mode, "points": list(self.points), "repeat": self.repeat,
            "limit": self.limit,
        }  # fmt: skip
        return json.dumps({**asked, **more})


def last_words(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else "it said nothing"


def ended(command, seconds: float, **variables: str) -> subprocess.CompletedProcess:
    """A process that has run to its end, and what it printed."""
    try:
        return subprocess.run(
            list(map(str, command)), env=environment.clean(**variables), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unmeasured(f"no end within {seconds:g} s") from None


def measure(python, work: Work) -> dict:
    """What measure.py tells of a run of it."""
    seconds = 2 * (work.limit or 300) + PATIENCE
    done = ended([python.path, MEASURE, work.spec()], seconds, **work.variables)
    if work.limit and done.returncode in (-signal.SIGALRM, 128 + signal.SIGALRM):
        raise MoreThan(work.limit)
    if done.returncode != 0:
        raise Unmeasured(f"status {done.returncode}: {last_words(done.stderr)}")
    try:
        found = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        raise Unmeasured(f"no result: {last_words(done.stdout)}") from None
    asked = work.variables.keys() & {"PYINSTR_BREAK", "PYINSTR_LOG"}
    if asked and not found["armed"]:
        raise Unmeasured("nothing is armed")
    return found


def of_enough(run: Callable[[int], float], loops: int, most: int) -> float:
    """What one loop takes by `run(loops)`; of more and more of them until they take ENOUGH together, or are
    `most`. What is given up over more has the answer of the fewer."""
    value = run(loops)
    while value * loops < ENOUGH and loops < most:
        wanted = math.ceil(2 * ENOUGH / value) if value > 0 else most
        loops = min(max(2 * loops, wanted), 100 * loops, most)
        try:
            value = run(loops)
        except MoreThan:
            break
    return value


def multiplied(factor: float, run: Callable[[], float]) -> float:
    """So many times what a run took, or was given up after."""
    try:
        return factor * run()
    except MoreThan as late:
        raise MoreThan(factor * late.seconds) from None


def per_loop(python, work: Work) -> float:
    """Processor seconds of one loop of it."""
    return multiplied(1 / work.loops, lambda: measure(python, work)["cpu"])
