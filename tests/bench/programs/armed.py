"""Calls one function of a module in which so many others have a breakpoint; tells how long it took.

The arguments say how breakpoints are set (none, hooks or pdb), and how many.
"""

import sys
from time import perf_counter

import functions
import modes  # of the process that measures

HOW, NUMBER = sys.argv[1], int(sys.argv[2])
LINES = 10  # of a function; their seventh and eighth lines are never reached
arming = 0.0
call = None


def by_hooks(line):
    import pyinstr

    number, message = pyinstr.set_breakpoint("functions", line)
    if not number:
        sys.exit(message)


def work(rounds):
    for _ in range(rounds):
        functions.function_0(1)


def prepare(rounds):
    global arming, call
    debugger = modes.new_pdb() if HOW == "pdb" else None
    call = debugger.runcall if debugger else lambda function, rounds: function(rounds)
    begin = perf_counter()
    for number in range(NUMBER):
        line = LINES * (number + 1) + 8
        if debugger:
            refused = debugger.set_break(functions.__file__, line)
            if refused:
                sys.exit(refused)
        elif HOW == "hooks":
            by_hooks(line)
    arming = perf_counter() - begin


def bench(rounds):
    call(work, rounds)
    return {"arming": arming}
