"""Becomes the same interpreter under valgrind, which counts its instructions.

    python counted.py VALGRIND SCRIPT ARGUMENT…

VALGRIND is a folder of valgrind's own files. So the interpreter is counted wherever it is, also in a root of its
own that has no valgrind: the tool needs nothing of the system's.
"""

import os
import sys

TOOL = "cachegrind-amd64-linux"

folder, *program = sys.argv[1:]
environment = dict(os.environ, VALGRIND_LIB=folder, VALGRIND_LAUNCHER=os.path.join(folder, TOOL))
command = ["valgrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", sys.executable, "-S"]
os.execve(os.path.join(folder, TOOL), [*command, *program], environment)
