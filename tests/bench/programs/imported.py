"""Imports a module that has as many lines as the argument says, and arms its last one."""

import sys
from time import perf_counter


def bench(rounds):
    begin = perf_counter()
    import functions

    between = perf_counter()
    if sys.argv[2] == "hooks":
        import pyinstr

        number, message = pyinstr.set_breakpoint("functions", int(sys.argv[1]) - 1)
        if not number:
            sys.exit(message)
        functions.function_1(0)
    return {"import": between - begin, "arming": perf_counter() - between}
