"""Runs one program once, in the interpreter that is measured, and prints what it took as JSON.

    python measure.py '{"program": PATH, "mode": "none", "loops": 3, …}'

    program    its function `bench(loops)` is timed; one of pyperformance by its own benchmark
    arguments  of the program
    mode       what is switched on before: a row of modes.MODES
    points     for `pdb`: [{"line": …, "condition": …, "typed": [LINE, …]}, …]
    loops      how much is to be done
    repeat     how often that is done; the least of them counts
    limit      seconds on the clock after which the process ends by SIGALRM, whatever it is doing (a timer of the
               processor's time would have that told in ticks, of milliseconds)
    children   loops that are done then, each in a forked child, one after the other
    out        a file for the result, where standard output is somebody else's

A program may have `prepare(loops)`, which runs before the clock does. What `bench` returns, if it
is a dict, becomes part of the result, and so does how many breakpoints of ours were armed.
"""

import importlib.util
import json
import os
import signal
import sys
from pathlib import Path
from time import perf_counter, process_time

import modes
import pyperf_runner


class Clock:
    """Times one call in the mode that is asked for."""

    def __init__(self, spec):
        self.spec, self.result = spec, None

    def time(self, call, prepare=None):
        """Calls `call(loops)`; a program with several benchmarks is timed by its first."""
        if self.result is not None:
            return
        loops = self.spec["loops"]
        armed = armed_places()
        if prepare:
            prepare(loops)
        run = modes.MODES[self.spec.get("mode", "none")](self.spec)
        if limit := self.spec.get("limit"):
            signal.setitimer(signal.ITIMER_REAL, limit)
        results = [timed(run, call, loops) for _ in range(self.spec.get("repeat", 1))]
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number in self.spec.get("children", []):
            in_child(run, call, number)
        modes.off()
        self.result = {**min(results, key=lambda one: one["cpu"]), "armed": armed}
        if self.spec.get("mode") == "pdb":
            self.result["stops"] = modes.hits_of_pdb()


def armed_places() -> int:
    """How many of our breakpoints and log points stand somewhere."""
    ours = sys.modules.get("pyinstr._core")
    rows = ours.breakpoint_lines() if ours else []
    return sum("pending" not in row and "refused" not in row for row in rows)


def timed(run, call, loops) -> dict:
    begin, began = perf_counter(), process_time()
    returned = run(call, loops)
    cpu, wall = process_time() - began, perf_counter() - begin
    more = returned if isinstance(returned, dict) else {}
    # On some machines the processor's clock stands still for a while.
    return {"cpu": cpu if cpu > 0 else wall, "wall": wall, **more}


def in_child(run, call, loops) -> None:
    child = os.fork()
    if not child:
        run(call, loops)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit("a child failed")


def load(program: Path, name: str):
    spec = importlib.util.spec_from_file_location(name, program)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def main(text: str) -> None:
    spec = json.loads(text)
    program = Path(spec["program"])
    sys.argv = [str(program), *spec.get("arguments", [])]
    sys.path[0] = str(program.resolve().parent)
    clock = Clock(spec)
    if (program.parent / "elsewhere.py").exists():
        import elsewhere  # noqa: F401  a module beside the program, loaded in every mode
    if program.name == "run_benchmark.py":
        pyperf_runner.stand_in(clock.time)
        load(program, "__main__")
    else:
        module = load(program, program.stem)
        clock.time(module.bench, getattr(module, "prepare", None))
    written = json.dumps(clock.result)
    if "out" in spec:
        Path(spec["out"]).write_text(written)
    else:
        print(written)


if __name__ == "__main__":
    main(sys.argv[1])
