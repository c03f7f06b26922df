"""Hits are counted while threads run over a breakpoint that lets most of them pass, while they are listed, stopped
at and stepped from: none is lost, and none counted twice."""

import sys
import threading

import pyinstr
from answers import Answers, amount, marked
from pyinstr import _core

ROUNDS = amount(20_000, 500_000)
EVERY = 1_000
THREADS = 4
sys.setswitchinterval(0.0001)


def work():
    total = 0
    for i in range(ROUNDS):
        total += i  # here
    return total


class Stepping(Answers):
    """Steps from each stop at the breakpoint, then goes on; counts those stops."""

    at_breakpoint = 0

    def write(self, text):
        if text.startswith("stopped: breakpoint"):
            self.at_breakpoint += 1
            self.answer = "next\n"

    def readline(self):
        answer, self.answer = self.answer, "continue\n"
        return answer


def listed():
    """What is said of the breakpoint."""
    (line,) = _core.breakpoint_lines()
    return line


def run_over(text, hits):
    """Threads run over the breakpoint that the text sets, which is to have so many hits."""
    lists = 0
    number, message = _core.set_breakpoint_text(text)
    assert number, message
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    with Stepping() as answers:
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            listed()
            lists += 1
    assert answers.at_breakpoint == hits // EVERY, (text, answers.at_breakpoint)
    assert f"hit {hits} times" in listed(), (text, listed())
    assert pyinstr.clear_breakpoint(number)
    print(text, hits, "hits, listed", lists, "times")


place = f"counted_hits:{marked(__file__)} hit %{EVERY}"
run_over(place, THREADS * ROUNDS)
run_over(place + " if i % 2", THREADS * ROUNDS // 2)
