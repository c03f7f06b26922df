"""A `pdb` whose debugger is ours: what test_pdb drives in place of Python's own.

`python -m pdb …` runs `pyinstr run …` in this process; `Pdb().set_trace` and `set_trace` are ours.
The commands go to our shell as they are, and what it says comes back in pdb's words (words.py). Two
things are told otherwise than in words: the first stop in a function is pdb's call and first line,
one after the other; and a process that our `quit` has ended with 1 ends with pdb's 0.
"""

import atexit
import json
import os
import subprocess
import sys

import pyinstr
from link import RETURNS, STOPPED, Entries, Link, stack_of, stopped_frame
from pyinstr import _core
from words import Words, of_usage, place, shown

PROMPTS = {"(dbg) ": "(Pdb) ", "... ": "... "}
SAME_LINE = ("s", "step", "n", "next")
NOTHING_TO_RUN = 3  # our status where pdb's is 1
QUITS = ("q", "quit", "exit")


class Pdb(Link):
    """Our shell, with the streams that are the system's when something is said."""

    def __init__(self, completekey="tab", stdin=None, stdout=None, skip=None, nosigint=False,
                 readrc=True):
        self.words, self.entries = None, Entries()
        self.pending = []  # the first line of a function whose call was told
        self.last = ""
        self.returned = None  # the value of the return that a stop is at, as it is shown
        self.dead = None  # the exception of a post-mortem that was asked for
        if not readrc:
            _core.ignore_rc_files()

    @property
    def set_trace(self):
        """Ours, and nothing around it: it stops in its caller."""
        if sys.__stdout__ is not self:
            self.open()
        return _core.set_trace

    def reset(self):
        """What doctest calls on each debugger, before each test; ours keeps nothing here."""

    def interaction(self, frame, dead):
        """pdb's own way into a post-mortem."""
        self.dead = dead
        if sys.__stdout__ is not self:
            self.open()
        pyinstr.post_mortem(dead)

    # --- what the shell says

    def write(self, text):
        *lines, rest = text.split("\n")
        for line in lines:
            for said in self.in_words(line):
                print(said, file=sys.stdout)
        if rest:
            print(PROMPTS.get(rest, rest), end="", file=sys.stdout, flush=True)

    def in_words(self, line):
        if match := RETURNS.match(line):
            self.returned = match["value"]
            return []
        if match := STOPPED.match(line):
            return self.stopped(match, stopped_frame())
        if self.words is None:
            return [line]
        said = self.words.line(line)
        if self.pending and len(self.pending) < 2:
            self.pending += said
            return []
        return said

    def stopped(self, match, frame):
        line = int(match["place"].rpartition(":")[2])
        if match["why"].startswith("post-mortem"):
            stack = passed(self.dead or sys.exc_info()[1])
            self.words = Words(stack)
            return [f"> {place(*stack[0])}"]
        self.words = Words([(frame, line), *((one, one.f_lineno) for one in stack_of(frame)[1:])])
        said = shown(frame, line)[:1]
        if self.returned is not None:
            said, self.returned = ["--Return--", f"{said[0]}->{self.returned}"], None
            return said
        if self.entries.enters(frame) and match["why"] == "step":
            self.pending = said
            return ["--Call--", *shown(frame, frame.f_code.co_firstlineno)]
        return said

    # --- what it is answered

    def readline(self):
        line = sys.stdin.readline()
        while self.pending and (line.strip() or self.last) in SAME_LINE:
            print(*self.pending, PROMPTS["(dbg) "], sep="\n", end="", file=sys.stdout, flush=True)
            self.pending = []
            line = sys.stdin.readline()
        self.pending = []
        self.last = line.strip() or self.last
        return line


def find_function(name, file):
    """(name, file, line): where a function of a file begins to stop, as `pyinstr lines` says."""
    command = [os.environ["STANDIN_COMMAND"], "lines", "--json", file]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    sites = answer["files"][0]["sites"]
    lines = [site["line"] for site in sites if site["function"] == name]
    return (name, file, min(lines)) if lines else None


def __getattr__(name):
    """`set_trace` stops in its caller, so it must be ours itself."""
    if name == "set_trace":
        return Pdb().set_trace
    raise AttributeError(name)


def passed(dead):
    """The frames and lines that an exception, or a traceback, passed through, the newest first."""
    trace, found = getattr(dead, "__traceback__", dead), []
    while trace is not None:
        found.insert(0, (trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    return found


def end_as_pdb(prompt):
    """Runs behind all other exit functions: a session that was quit is a success."""
    if prompt.last in QUITS:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(0)


def post_mortem(dead=None):
    Pdb().interaction(None, dead or sys.exc_info()[1])


def pm():
    post_mortem(sys.last_value)


def _post_mortem(dead, instance):
    instance.interaction(None, dead)


class Errors:
    """What the command line says to wrong use: in pdb's words, and where pdb says it."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def write(self, text):
        said = of_usage(text)
        (self.stream if said == text else sys.stdout).write(said)


def main():
    import pyinstr.__main__

    prompt = Pdb()
    prompt.open()
    atexit.register(end_as_pdb, prompt)
    sys.stderr = Errors(sys.stderr)
    try:
        pyinstr.__main__.main()
    except SystemExit as end:
        if end.code == NOTHING_TO_RUN and prompt.words is None:
            raise SystemExit(1) from None
        raise


if __name__ == "__main__":
    main()
