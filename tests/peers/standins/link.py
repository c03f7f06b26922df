"""Our shell at the other end of two streams: what it says, and what it is answered.

The shell writes to `sys.__stdout__` and reads from `sys.__stdin__`. A `Link` put in their place
hears each text and gives each answer, on the thread that has stopped.
"""

import re
import sys

from pyinstr import _core

STOPPED = re.compile(r"^stopped: (?P<why>.+?), (?P<place>[^,\n]*:\d+) in (?P<function>.+)$", re.M)
RETURNS = re.compile(r"^(?:returns|yields) (?P<value>.*)$", re.M)  # said before such a stop
BREAKPOINTS = re.compile(r"^breakpoints? (\d+(?:(?:, | and )\d+)*)$")
OURS = tuple({__file__.rpartition("/")[0] + "/", _core.__file__.rpartition("/")[0] + "/"})


def stopped_frame():
    """The program's frame that is stopped: the first one behind those of ours."""
    frame = sys._getframe()
    while frame.f_code.co_filename.startswith(OURS):
        frame = frame.f_back
    return frame


def numbers_in(why):
    """The breakpoints that a stop's reason names, if it is one of those."""
    match = BREAKPOINTS.match(why)
    return [int(number) for number in re.findall(r"\d+", match[1])] if match else []


def first_line(code):
    """The first line of a function's body, where its first stop is."""
    lines = [line for _, _, line in code.co_lines() if line and line > code.co_firstlineno]
    return lines[0] if lines else code.co_firstlineno


def stack_of(frame):
    """A frame and its callers, innermost first."""
    found = []
    while frame is not None:
        found.append(frame)
        frame = frame.f_back
    return found


class Link:
    """Hears and answers in place of a terminal, from `open` to `close`."""

    encoding = "utf-8"

    def open(self):
        self.kept = sys.__stdin__, sys.__stdout__
        sys.__stdin__ = sys.__stdout__ = self

    def close(self):
        sys.__stdin__, sys.__stdout__ = self.kept

    def flush(self):
        """The shell flushes what it says; here it has arrived."""

    def write(self, text):
        raise NotImplementedError

    def readline(self):
        raise NotImplementedError


class Entries:
    """Tells the stops at which a function is entered.

    Where pdb stops twice, at the call and at the first line, our debugger stops once: at the first
    line of a frame that was not there at the last stop.
    """

    def __init__(self):
        self.known = []

    def enters(self, frame):
        fresh = self.known and all(frame is not one for one in self.known)
        self.known = stack_of(frame)
        function = frame.f_code.co_flags & 0x1  # optimized: neither a module nor a class body
        return bool(fresh and function and frame.f_lineno == first_line(frame.f_code))

    def forget(self):
        self.known = []
