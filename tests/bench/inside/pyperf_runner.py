"""Stands in for pyperf in the measured interpreter: hands a program's benchmark to a clock."""

import argparse
import sys
import types
from time import perf_counter


def runner(clock):
    """A class Runner, as far as the programs use pyperf's; `clock(call)` calls `call(loops)`."""

    class Runner:
        def __init__(self, *arguments, **keywords):
            self.argparser = argparse.ArgumentParser()
            self.metadata, self.args = {}, None

        def parse_args(self):
            self.args = self.argparser.parse_args()
            return self.args

        def timed(self, call):
            if self.args is None:
                self.parse_args()
            clock(call)

        def bench_func(self, name, function, *arguments, **keywords):
            def call(loops):
                for _ in range(loops):
                    function(*arguments)

            self.timed(call)

        def bench_time_func(self, name, function, *arguments, **keywords):
            self.timed(lambda loops: function(loops, *arguments) and None)

        def bench_async_func(self, name, function, *arguments, **keywords):
            import asyncio

            async def call(loops):
                for _ in range(loops):
                    await function(*arguments)

            self.timed(lambda loops: asyncio.run(call(loops)))

    return Runner


def stand_in(clock):
    shim = types.ModuleType("pyperf")
    shim.Runner, shim.perf_counter = runner(clock), perf_counter
    shim.python_implementation = lambda: sys.implementation.name
    sys.modules["pyperf"] = shim
