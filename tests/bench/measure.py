"""Runs one program once in one mode, inside the interpreter that is measured; prints seconds.

    python measure.py MODE ROUNDS PROGRAM [ARGUMENT…]

MODE is `none`, or what is switched on before the program starts: `settrace`, `monitoring-lines`,
`monitoring-calls`, each with handlers in Python that do nothing. Hooks need no mode: they are in
the copy. `pdb:LINE:CONDITION` runs it under pdb with that breakpoint. A program with a function `bench(rounds)` is timed by calling it; one of pyperformance
by its own benchmark function, ROUNDS times, the best of them.
"""

import importlib.util
import sys
import types
from pathlib import Path
from time import perf_counter

TOOL = 5  # any tool number that is not taken


def nothing(*arguments):
    return None


def settrace():
    def trace(frame, event, argument):
        return trace

    sys.settrace(trace)


def monitoring(event_name):
    events = sys.monitoring.events
    event = getattr(events, event_name)
    sys.monitoring.use_tool_id(TOOL, "bench")
    sys.monitoring.register_callback(TOOL, event, nothing)
    sys.monitoring.set_events(TOOL, event)


def under_pdb(program: str, line: str, condition: str):
    """Calls a function under pdb with one breakpoint, whose prompt is answered by `continue`."""
    import os
    import pdb

    debugger = pdb.Pdb(stdin=None, stdout=open(os.devnull, "w"), nosigint=True, readrc=False)
    debugger.use_rawinput = False
    debugger.cmdqueue = ["continue"]
    refused = debugger.set_break(program, int(line), cond=condition or None)
    if refused:
        sys.exit(refused)
    return debugger.runcall


MODES = {
    "none": nothing,
    "settrace": settrace,
    "monitoring-lines": lambda: monitoring("LINE"),
    "monitoring-calls": lambda: monitoring("PY_START"),
}


class Runner:
    """The part of pyperf's runner that the programs use, with a stop-watch in it."""

    rounds, best, switch_on = 1, float("inf"), nothing
    call = staticmethod(lambda function: function())

    def __init__(self, *arguments, **keywords):
        import argparse

        self.argparser = argparse.ArgumentParser()
        self.metadata, self.args = {}, None

    def parse_args(self):
        self.args = self.argparser.parse_args()
        return self.args

    def timed(self, call):
        if self.args is None:
            self.parse_args()
        Runner.switch_on()
        Runner.switch_on = nothing  # a program may have several benchmarks
        for _ in range(Runner.rounds):
            begin = perf_counter()
            Runner.call(call)
            Runner.best = min(Runner.best, perf_counter() - begin)

    def bench_func(self, name, function, *arguments, **keywords):
        self.timed(lambda: function(*arguments))

    def bench_time_func(self, name, function, *arguments, **keywords):
        self.timed(lambda: function(1, *arguments))

    def bench_async_func(self, name, function, *arguments, **keywords):
        import asyncio

        self.timed(lambda: asyncio.run(function(*arguments)))


def load(program: str, name: str):
    spec = importlib.util.spec_from_file_location(name, program)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def main(mode: str, rounds: str, program: str, *arguments: str) -> None:
    sys.argv = [program, *arguments]
    sys.path[0] = str(Path(program).resolve().parent)
    if mode.startswith("pdb:"):
        Runner.call = staticmethod(under_pdb(str(Path(program).resolve()), *mode.split(":")[1:]))
        mode = "none"
    Runner.switch_on, Runner.rounds = MODES[mode], int(rounds)
    shim = types.ModuleType("pyperf")
    shim.Runner, shim.perf_counter = Runner, perf_counter
    shim.python_implementation = lambda: sys.implementation.name
    sys.modules["pyperf"] = shim
    own = Path(program).name != "run_benchmark.py"
    module = load(program, Path(program).stem if own else "__main__")
    if own:
        runner = Runner()
        runner.args = ()
        runner.timed(lambda: module.bench(int(arguments[0])))
    print(Runner.best)


if __name__ == "__main__":
    main(*sys.argv[1:])
