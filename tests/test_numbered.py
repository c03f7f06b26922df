"""Copies with numbered hooks, and what PyPy says of others."""

import subprocess

import pytest

from support import environment

BREAK = {"PYINSTR_BREAK": "late:5", "PYINSTR_COMMANDS": "p total\nquit"}

PROGRAM = """\
def add(n):
    total = 0
    for i in range(n):
        total += i
    return total
print(add(3))
"""


def run(python, program, **variables):
    return subprocess.run(
        [python.path, program], env=environment.clean(**variables), capture_output=True, text=True, timeout=60
    )


def test_a_hook_of_no_site(python, pyinstr, tmp_path):
    """What somebody has written into a copy does not end the program."""
    (tmp_path / "late.py").write_text(PROGRAM)
    pyinstr("build", "--quiet", "--hooks", "numbered", tmp_path / "late.py", tmp_path / "out.py")
    text = (tmp_path / "out.py").read_text()
    name = text[text.index("dbg_") :][:12]
    (tmp_path / "out.py").write_text(text + f"{name}(1000)\n{name}(-1)\n")
    done = run(python, tmp_path / "out.py")
    assert (done.stdout, done.stderr, done.returncode) == ("3\n", "", 0)


def test_two_files_of_one_name(python, pyinstr, tmp_path):
    """They share the name of their hooks, and breakpoints are still in one of them only."""
    for folder, text in ("first", "x = 1\n"), ("second", PROGRAM):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "late.py").write_text(text)
        pyinstr("build", "--quiet", "--hooks", "numbered", tmp_path / folder, tmp_path / "out" / folder)
    (tmp_path / "main.py").write_text(
        "import importlib.util\n"
        "for folder in 'first', 'second':\n"
        f"    place = f'{tmp_path}/out/{{folder}}/late.py'\n"
        "    spec = importlib.util.spec_from_file_location(folder, place)\n"
        "    module = importlib.util.module_from_spec(spec)\n"
        "    spec.loader.exec_module(module)\n"
    )
    done = run(python, tmp_path / "main.py", PYINSTR_BREAK="out/second/late:5", PYINSTR_COMMANDS="p total\nc")
    assert "late.py:5 in add" in done.stdout and "\n(dbg) 3\n" in done.stdout.replace("p total\n", "")
    assert done.stdout.endswith("3\n")
    assert (done.stderr, done.returncode) == ("", 0)


def test_other_hooks_on_pypy(python, pyinstr, tmp_path):
    """They work, and it is said once that numbered ones are faster; not while nothing is armed."""
    if python.implementation != "pypy":
        pytest.skip("frames are cheap")
    (tmp_path / "late.py").write_text(PROGRAM)
    pyinstr("build", "--quiet", tmp_path / "late.py", tmp_path / "out.py")
    idle = run(python, tmp_path / "out.py")
    assert (idle.stdout, idle.stderr) == ("3\n", "")
    armed = run(python, tmp_path / "out.py", PYINSTR_BREAK="out:4; out:5", PYINSTR_COMMANDS="c\nc\nc\np total\nc")
    assert "out.py:5 in add" in armed.stdout and armed.stdout.endswith("3\n")
    assert armed.stderr.count("--hooks numbered") == len(armed.stderr.splitlines()) == 1
