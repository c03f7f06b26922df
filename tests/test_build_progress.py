"""The progress bar of `pyinstr build`: what a person at a terminal sees."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import time

import pytest

from support import environment


@pytest.fixture
def src(tmp_path):
    """Enough to be seen: work for a second or so."""
    root = tmp_path / "src"
    root.mkdir()
    for number in range(120):
        (root / f"m{number}.py").write_text("def f(x):\n    return [x, 1]\n" * 1500)
    return root


@pytest.fixture
def on_terminal(build_dir, src, tmp_path):
    """Runs a build whose stderr is a terminal; what appeared there, and the seconds it took."""

    def run(*options, width=80):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        begin = time.monotonic()
        process = subprocess.Popen(
            [build_dir / "cli" / "pyinstr", "build", "--force", src, tmp_path / "out", *options],
            env=environment.clean(), stdout=subprocess.DEVNULL, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # what Linux says when nobody has the other end any more
                break
            if not piece:
                break
            seen += piece
        os.close(ours)
        assert process.wait() == 0
        return seen.decode(), time.monotonic() - begin

    return run


BAR = r"\[=*>? *\]  +\d+ %  \d+/120 files(  \d+\.\d MB/s  \d+ s left)?"


def test_bar(on_terminal):
    seen, seconds = on_terminal()
    lines = seen.split("\r")
    assert lines[0] == lines[-1] == "" and not lines[-2].strip(), "erased at the end"
    drawn = [line.rstrip() for line in lines if line.strip()]
    assert 1 <= len(drawn) <= seconds * 10 + 1
    for line in drawn:
        assert re.fullmatch(BAR, line), line
        assert len(line) < 80
    done = [int(re.search(r"(\d+)/120", line).group(1)) for line in drawn]
    assert done == sorted(done)
    assert "\n" not in seen


@pytest.mark.parametrize("width", [60, 40, 20, 8])
def test_the_bar_fits(on_terminal, width):
    seen, _ = on_terminal(width=width)
    assert seen and all(len(line) < width for line in seen.split("\r"))


@pytest.mark.parametrize("option", ["--quiet", "--json"])
def test_no_bar_where_none_is_wanted(on_terminal, option):
    assert on_terminal(option)[0] == ""


def test_no_bar_in_a_pipe(pyinstr, src, tmp_path):
    assert pyinstr("build", src, tmp_path / "out").stderr == ""
