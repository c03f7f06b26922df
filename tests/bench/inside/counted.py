"""Becomes the same interpreter under valgrind, which counts its instructions.

    python counted.py TOOL SCRIPT ARGUMENT…

TOOL is valgrind's own cachegrind, its other files beside it. So the interpreter is counted wherever it is, also in a root of its
own that has no valgrind: the tool needs nothing of the system's.
"""

import os
import sys

tool, *program = sys.argv[1:]
environment = dict(os.environ, VALGRIND_LIB=os.path.dirname(tool), VALGRIND_LAUNCHER=tool)
command = ["valgrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", sys.executable, "-S"]
os.execve(tool, [*command, *program], environment)
