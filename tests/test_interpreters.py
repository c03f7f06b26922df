"""A copy in more than one interpreter of a process: it runs as the original does, in each."""

import subprocess

from support import environment

PROGRAM = """
import sys
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
other = interpreters.create()
interpreters.run_string(other, "import sys; sys.path.insert(0, " + repr(sys.path[0]) + "); import part")
interpreters.destroy(other)
print("main is done")
"""

PART = """
class Late:
    def __del__(self):
        print("deleted", len([1]))
def f(x):
    return x + 1
late = Late()
print("f gives", f(3))
"""


def test_subinterpreter(python, pyinstr, tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.py").write_text(PROGRAM)
    (tmp_path / "src" / "part.py").write_text(PART)
    pyinstr("build", "--quiet", tmp_path / "src", tmp_path / "out")
    done = subprocess.run(
        [python.path, tmp_path / "out" / "main.py"],
        env=environment.clean(), capture_output=True, text=True, timeout=60,
    )
    assert done.stdout == "f gives 4\ndeleted 1\nmain is done\n"
    assert (done.returncode, done.stderr) == (0, "")
