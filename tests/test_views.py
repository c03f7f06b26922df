"""Views that write a file when the program ends, which a transcript cannot show."""

import subprocess

from support import environment

PROGRAM = """\
import sys

for n in range(100):
    if n % 10 == 0:
        last = n
sys.exit(3)
"""


def test_counts_are_written_when_the_program_ends(python, pyinstr, tmp_path):
    source, hits = tmp_path / "loop.py", tmp_path / "hits.txt"
    source.write_text(PROGRAM, encoding="utf-8")
    pyinstr("build", "--quiet", source, tmp_path / "out" / "loop.py")
    ran = subprocess.run(
        [python.path, tmp_path / "out" / "loop.py"],
        env=environment.clean(PYINSTR_VIEWS=f"count into {hits}"),
        capture_output=True,
        text=True,
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 3)
    rows = [line.split(maxsplit=2) for line in hits.read_text(encoding="utf-8").splitlines()]
    assert rows == [
        ["101", "loop.py:3", "for n in range(100):"],
        ["100", "loop.py:4", "if n % 10 == 0:"],
        ["10", "loop.py:5", "last = n"],
        ["1", "loop.py:1", "import sys"],
        ["1", "loop.py:6", "sys.exit(3)"],
    ]
