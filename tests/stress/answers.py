# pyinstr: skip-file
"""Answers our shell in place of a person, so that a program can stop as often as it likes."""

import os
import sys

LONG = os.environ.get("PYINSTR_STRESS") == "long"


def amount(short, long):
    """How often, in this form of the test."""
    return long if LONG else short


class Answers:
    """The shell's streams: counts the stops, and answers each prompt the same."""

    encoding = "utf-8"

    def __init__(self, answer="continue"):
        self.answer, self.stops, self.said = answer + "\n", 0, []

    def __enter__(self):
        self.kept = sys.__stdin__, sys.__stdout__
        sys.__stdin__ = sys.__stdout__ = self
        return self

    def __exit__(self, *error):
        sys.__stdin__, sys.__stdout__ = self.kept

    def write(self, text):
        if text.startswith("stopped: "):
            self.stops += 1
        elif len(self.said) < 100 and text != "(dbg) ":
            self.said.append(text)

    def flush(self):
        """What the shell says has arrived."""

    def readline(self):
        return self.answer


def resident():
    """The process's resident memory in KiB; 0 under a sanitizer, which keeps what is freed."""
    if "libasan" in os.environ.get("LD_PRELOAD", ""):
        return 0
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def marked(path, mark="# here"):
    """The number of the line in a file that ends with a mark."""
    with open(path, encoding="utf-8") as file:
        lines = [number for number, line in enumerate(file, 1) if line.endswith(f"  {mark}\n")]
    return lines[0]
