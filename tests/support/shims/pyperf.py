"""Stands in for pyperf where a program is to be run once, not measured."""

import argparse
import asyncio
import sys
from time import perf_counter

__all__ = ["Runner", "perf_counter", "python_implementation"]


def python_implementation():
    return sys.implementation.name


class Runner:
    """The part of pyperf's runner that the programs use; every benchmark is called once."""

    def __init__(self, *args, **keywords):
        self.argparser = argparse.ArgumentParser()
        self.metadata = {}
        self.args = None

    def parse_args(self, args=None):
        self.args = self.argparser.parse_args(args)
        return self.args

    def _begin(self):
        if self.args is None:
            self.parse_args()

    def bench_func(self, name, function, *args, **keywords):
        self._begin()
        function(*args)

    def bench_time_func(self, name, function, *args, **keywords):
        self._begin()
        function(1, *args)

    def bench_async_func(self, name, function, *args, **keywords):
        self._begin()
        asyncio.run(function(*args))
