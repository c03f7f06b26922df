"""Our shell's words in pdb's: a table of what is said otherwise. No behaviour is made up here."""

import linecache
import os
import re

from link import STOPPED

LISTED = re.compile(r"^(?P<flags>[B ](?:->|  )) +(?P<line>\d+)(?:  (?P<text>.*))?$")
CURRENT = re.compile(r"^-> (?P<line>\d+)(?:  (?P<text>.*))?$")
FRAME = re.compile(r"^(?P<mark>-> |   |)(?P<file>\S.*):(?P<line>\d+) in (?P<function>\S+)$")
LINE_OF_FRAME = re.compile(r"^ {7}(\S.*)$")

# What the shell says, and how pdb says it.
SAID = [
    (r"breakpoint (\d+) at (\S+?):(\d+)\b.*", r"Breakpoint \1 at {path}:\3"),
    (r"temporary breakpoint (\d+) at (\S+?):(\d+)\b.*", r"Breakpoint \1 at {path}:\3"),
    (r"breakpoint (\d+) is enabled", r"Enabled breakpoint \1 at {place}"),
    (r"breakpoint (\d+) is disabled", r"Disabled breakpoint \1 at {place}"),
    (r"cleared breakpoint (\d+) at (\S+?):(\d+)", r"Deleted breakpoint \1 at {path}:\3"),
    (r"breakpoint (\d+) stops always", r"Breakpoint \1 is now unconditional."),
    (r"breakpoint (\d+) stops if .*", r"New condition set for breakpoint \1."),
    (r"breakpoint (\d+) stops at its next hit",
     r"Will stop next time breakpoint \1 is reached."),
    (r"breakpoint (\d+) lets its next hit pass", r"Will ignore next 1 crossing of breakpoint \1."),
    (r"breakpoint (\d+) lets its next (\d+) hits pass",
     r"Will ignore next \2 crossings of breakpoint \1."),
    (r"there is no breakpoint (\d+)", r"*** Breakpoint \1 already deleted"),
]
USAGE = [
    (r"pyinstr: cannot run -m .*?: (No module named .*)", r"ImportError: \1"),
    (r"pyinstr: cannot run (.*): can't find '__main__' module in .*", r"Error: \1 is a directory"),
]
ROWS = [(re.compile(pattern + "$"), words) for pattern, words in SAID]


def of_usage(text):
    """An error of the command line."""
    for pattern, words in USAGE:
        text = re.sub(pattern, words, text)
    return text


def place(frame, line=None):
    """`file(line)function()`, as pdb names a frame."""
    code = frame.f_code
    path = code.co_filename
    if not path.startswith("<"):
        path = os.path.abspath(path)
    arguments = "" if code.co_name == "<lambda>" else "()"
    return f"{path}({frame.f_lineno if line is None else line}){code.co_name}{arguments}"


def source(frame, line):
    return linecache.getline(frame.f_code.co_filename, line, frame.f_globals).strip()


def shown(frame, line=None):
    """A frame and its line, as pdb shows where it is."""
    line = frame.f_lineno if line is None else line
    text = source(frame, line)
    return [f"> {place(frame, line)}"] + ([f"-> {text}"] if text else [])


def without_values(text, frame, line):
    """A listed line without the values beside it: they stand behind the source's own text."""
    whole = linecache.getline(frame.f_code.co_filename, line, frame.f_globals).rstrip()
    return whole if (text or "").startswith(whole) else text


def in_listing(match, frame):
    line = int(match["line"])
    text = without_values(match["text"], frame, line) or ""
    marks = match["flags"].strip()
    return f"{line:3d} {marks}\t{text}".rstrip() if marks else f"{line:3d}  \t{text}".rstrip()


class Words:
    """Puts lines of ours into pdb's words, one after the other, for one stop.

    `stack` has the frames and their lines, the newest first.
    """

    def __init__(self, stack):
        self.stack, self.selected = stack, stack[0]

    def entry_of(self, match):
        """The frame and line of the stack that a line of ours means."""
        name, line = os.path.basename(match["file"]), int(match["line"])
        for frame, its_line in self.stack:
            if its_line == line and os.path.basename(frame.f_code.co_filename) == name:
                return frame, line
        return None

    def line(self, text):
        """The lines of pdb's that a line of ours becomes."""
        if match := FRAME.match(text):
            if found := self.entry_of(match):
                if match["mark"] != "   ":
                    self.selected = found
                return [("  " if match["mark"] == "   " else "> ") + place(*found)]
        if match := CURRENT.match(text):
            return [f"-> {source(self.selected[0], int(match['line']))}"]
        if match := LISTED.match(text):
            return [in_listing(match, self.selected[0])]
        if match := LINE_OF_FRAME.match(text):
            return [f"-> {match[1]}"]
        for pattern, words in ROWS:
            if match := pattern.match(text):
                return [self.filled(match.expand(words))]
        return [text]

    def filled(self, words):
        path = self.stack[0][0].f_code.co_filename
        return words.replace("{path}", path if path.startswith("<") else os.path.abspath(path))
