"""Saved breakpoints across programs, edits and processes; what one session shows is in sessions/saved*.txt."""

import os
import subprocess

import pytest

from support import environment

BEFORE = """\
def add(total, n):
    total += n
    return total


print(add(1, 2))
print(add(3, 4))
"""
AFTER = """\
# Two lines more,
# and one in the function.
def add(total, n):
    n = int(n)
    total += n
    return total


print(add(1, 2))
print(add(3, 4))
"""


class Place:
    """A program, its copy, and a file that keeps breakpoints."""

    def __init__(self, folder, pyinstr, python):
        self.folder, self.pyinstr, self.python = folder, pyinstr, python
        self.source, self.kept = folder / "src" / "prog.py", folder / "kept.txt"
        self.source.parent.mkdir()

    def build(self, text):
        self.source.write_text(text)
        self.pyinstr("build", "--quiet", "--hooks", self.python.hooks, self.source.parent, self.folder / "out")

    def run(self, commands, saved=None, **variables):
        """Both outputs of the copy, with those lines typed."""
        if saved is None:
            saved = self.kept
        env = environment.clean(PYINSTR_SAVED=str(saved), **variables)
        done = subprocess.run(
            [self.python.path, self.folder / "out" / "prog.py"],
            input="".join(f"{command}\n" for command in commands),
            capture_output=True,
            text=True,
            env=env,
            cwd=self.folder,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr


@pytest.fixture
def place(tmp_path, pyinstr, python):
    return Place(tmp_path, pyinstr, python)


def test_a_breakpoint_follows_its_line_through_an_edit_and_a_build(place):
    place.build(BEFORE)
    out, _ = place.run(["break 2 if n == 4", "clear 1", "continue"], PYINSTR_BREAK="prog:6")
    assert "stopped: breakpoint 2, prog.py:2 in add" in out
    assert place.kept.read_text().endswith("\nbreak ./src/prog.py:2\n  in add\n  text total += n\n  if n == 4\n")

    place.build(AFTER)
    out, said = place.run(["p total", "continue"])
    assert said == f"pyinstr: {place.kept}: breakpoint 1 at prog.py:5 (moved from 2 to 5)\n"
    assert "stopped: breakpoint 1, prog.py:5 in add" in out
    assert "break ./src/prog.py:5\n" in place.kept.read_text()

    out, said = place.run(["continue"])
    assert said == ""
    assert "stopped: breakpoint 1, prog.py:5 in add" in out


def test_what_is_lost_is_back_when_the_line_is(place):
    place.build(BEFORE)
    place.run(["break 2", "clear 1", "continue", "continue"], PYINSTR_BREAK="prog:6")
    before = place.kept.read_text()
    place.build(BEFORE.replace("add", "plus").replace("total += n", "total = n"))
    out, said = place.run([])
    assert "breakpoint 1 is lost: `total += n` of add is not in prog.py any more" in said
    assert out == "2\n4\n"
    assert place.kept.read_text() == before
    place.build(BEFORE)
    out, said = place.run(["continue", "continue"])
    assert said == ""
    assert out.count("stopped: breakpoint 1, prog.py:2 in add") == 2


def test_an_ignore_count_goes_on_in_the_next_run(place):
    place.build(BEFORE)
    place.kept.write_text("break ./src/prog.py:2\n  ignore 3\n")
    assert "stopped" not in place.run([])[0]
    assert "  ignore 1\n" in place.kept.read_text()
    out, _ = place.run(["p n", "continue"])
    assert out.count("stopped: breakpoint 1") == 1


def test_what_a_program_sets_is_kept_at_once_and_whole(place):
    """Also where the program ends without an exit function, and through a symbolic link."""
    place.build("import os, pyinstr\npyinstr.set_breakpoint('prog', 3, 'False')\nos._exit(0)\n")
    real = place.folder / "real.txt"
    place.kept.symlink_to(real)
    place.run([])
    assert "break ./src/prog.py:3\n  in <module>\n  text os._exit(0)\n  if False\n" in real.read_text()
    assert place.kept.is_symlink()
    assert sorted(p.name for p in place.folder.iterdir()) == ["kept.txt", "out", "real.txt", "src"]


def test_a_file_that_nothing_has_changed_is_left_as_it_is(place):
    place.build(BEFORE)
    text = "# my own\nbreak prog:2\n  if n > 100\nbreak elsewhere:3\n  in f\n  text x = 1\n"
    saved = text.replace("break prog:2\n", "break ./src/prog.py:2\n  in add\n  text total += n\n")
    place.kept.write_text(saved)
    place.run([])
    assert place.kept.read_text() == saved


def test_comments_are_kept(place):
    place.build(BEFORE)
    place.kept.write_text("# of mine\n\n# the sum\nbreak prog:2\n  # always\n  if n > 100\n")
    place.run(["tbreak 3", "clear 1", "continue", "save", "continue"], PYINSTR_BREAK="prog:6")
    head, _, rest = place.kept.read_text().partition("\n\n")
    assert head.startswith("# What stops the program")
    assert rest == (
        "# of mine\n\n# the sum\nbreak ./src/prog.py:2\n  in add\n  text total += n\n  # always\n  if n > 100\n"
    )
    place.run(["clear 1", "clear 2", "continue"], PYINSTR_BREAK="prog:6")
    assert place.kept.read_text().endswith("reads it. It may be changed by\n"
                                           "# hand; a breakpoint is found again by its text and its function.\n\n# of mine\n")


def test_a_file_with_mistakes_is_not_written(place):
    place.build(BEFORE)
    text = "break ./src/prog.py:2\n\nbrake prog:3\n"
    place.kept.write_text(text)
    out, said = place.run(["tbreak 7", "continue", "continue", "continue"])
    assert "line 3: `brake` is nothing that can be saved" in said
    assert "is not written until that is mended" in said
    assert "stopped: breakpoint 1, prog.py:2 in add" in out
    assert place.kept.read_text() == text


@pytest.mark.parametrize("kept, reason", [("nowhere/kept.txt", "No such file"), ("src", "it is a folder")])
def test_a_file_that_cannot_be_had_is_told_and_the_program_runs(place, kept, reason):
    place.build(BEFORE)
    out, said = place.run(["clear 1", "continue"], saved=place.folder / kept, PYINSTR_BREAK="prog:2")
    assert "PYINSTR_SAVED: cannot" in said
    assert reason in said
    assert out.endswith("7\n")


def test_nothing_armed_makes_no_file(place):
    place.build(BEFORE)
    place.run([])
    assert not place.kept.exists()


def test_the_end_of_the_input_keeps_what_was_set(place):
    place.build(BEFORE)
    place.run(["tbreak 7"], PYINSTR_BREAK="prog:6")
    assert place.kept.read_text().count("\nbreak ") == 2


def test_a_child_has_the_breakpoints_and_does_not_write_its_counts(place):
    place.build(BEFORE + "import os\nif os.fork() == 0:\n    add(5, 6)\nelse:\n    os.wait()\n")
    place.kept.write_text("break ./src/prog.py:2\n  ignore 9\n")
    place.run([])
    assert "  ignore 7\n" in place.kept.read_text()


def test_a_project_has_a_file_of_its_own(place):
    place.build(BEFORE)
    state = {"XDG_STATE_HOME": str(place.folder / "state")}
    out, _ = place.run(["save", "continue"], saved="", PYINSTR_BREAK="prog:6", **state)
    [kept] = (place.folder / "state" / "pyinstr" / "saved").iterdir()
    assert f"saved 1 breakpoint in {kept}" in out
    assert "stopped" not in place.run([], saved="", **state)[0]  # nothing is loaded unasked
    out, _ = place.run(["continue"], saved="project", **state)
    assert "stopped: breakpoint 1, prog.py:6 in <module>" in out
    assert os.stat(kept.parent).st_mode & 0o022 == 0
