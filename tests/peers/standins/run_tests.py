"""Runs tests of CPython's with our debugger in the place of Python's own.

    python run_tests.py MODULE PATTERN

Each test whose name the pattern finds has a process and a folder of its own, two at a time. The
outcomes are printed as JSON, by test: a word, and what its runner said of it. `import bdb` and
`import pdb` find our stand-ins, and the package the debugger: copies of them, one for each test,
because some write into the file of whatever frame they believe to be stopped. STANDIN_SOURCES names
the folders they are copied from.
"""

import importlib
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import unittest
import unittest.mock

AT_A_TIME = 2
PATIENCE = 120  # seconds for one test
HOOKED = ["test.test_bdb", "test_module_for_bdb*"]
OURS = "bdb, pdb, link, words, */run_tests.py"  # steps pass over these


def all_in(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from all_in(one)
        else:
            yield one


def tests_of(name):
    from pyinstr import importer

    importer.install(include=HOOKED)
    module = importlib.import_module(name)
    return {one.id(): one for one in all_in(unittest.defaultTestLoader.loadTestsFromModule(module))}


def outcome_of(test):
    result = unittest.TestResult()
    test.run(result)
    if result.skipped:
        return "skipped", result.skipped[0][1]
    wrong = result.failures + result.errors
    return ("failed", wrong[0][1]) if wrong else ("passed", "")


def find_copies(folder):
    """Puts copies of the stand-ins and of the package on the path, here and for children."""
    copies = [f"{folder}/{number}" for number in range(2)]
    for source, copy in zip(os.environ["STANDIN_SOURCES"].split(":"), copies, strict=True):
        shutil.copytree(source, copy)
    os.environ["PYTHONPATH"], os.environ["PYINSTR_SKIP"] = ":".join(copies), OURS
    sys.path[0:1] = copies


class Child:
    """A piece of work in a process and a folder of its own; what it gives is JSON."""

    def __init__(self, work):
        self.folder, self.sources = tempfile.TemporaryDirectory(), tempfile.TemporaryDirectory()
        self.said, self.answer = (open(f"{self.folder.name}.{end}", "w+") for end in ("said", "json"))
        self.process = os.fork()
        if not self.process:
            os.setsid()
            signal.alarm(PATIENCE)
            find_copies(self.sources.name)
            os.chdir(self.folder.name)
            os.dup2(self.said.fileno(), 1)
            os.dup2(self.said.fileno(), 2)
            self.answer.write(json.dumps(work()))
            self.answer.flush()
            os._exit(0)

    def result(self, status):
        """What the work gave, or how it ended without; nothing of it is left running."""
        try:
            os.killpg(self.process, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.answer.seek(0)
        self.said.seek(0)
        given, said = self.answer.read(), self.said.read()
        for file in self.answer, self.said:
            file.close()
            os.unlink(file.name)
        self.folder.cleanup()
        self.sources.cleanup()
        return json.loads(given) if given else ["ended", f"{said}\nstatus {status}"]


def results(works):
    """What pieces of work give, by name, some at a time."""
    waiting, running, found = list(works.items()), {}, {}
    while waiting or running:
        while waiting and len(running) < AT_A_TIME:
            name, work = waiting.pop(0)
            child = Child(work)
            running[child.process] = name, child
        process, status = os.wait()
        name, child = running.pop(process)
        found[name] = child.result(os.waitstatus_to_exitcode(status))
    return found


def main(module, pattern):
    listed = results({"": lambda: list(tests_of(module))})[""]
    names = [name for name in listed if re.search(pattern, name)]
    works = {name: lambda name=name: outcome_of(tests_of(module)[name]) for name in names}
    print(json.dumps(results(works)))


if __name__ == "__main__":
    main(*sys.argv[1:])
