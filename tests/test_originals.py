"""Code of a copy says where it is in the original (PEP 657)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import environment

TESTS = Path(__file__).parent
LEAST = 0.99


def shares(python, build_dir, files):
    command = [python.path, "-W", "ignore", "-m", "support.compare_positions", build_dir / "python", *files]
    done = subprocess.run(
        command, cwd=TESTS, env=environment.clean(), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return map(int, done.stdout.split())


def test_library_positions(python, build_dir):
    """The code of the interpreter's own library has the positions of its originals."""
    if python.version < (3, 11):
        pytest.skip("code has no columns before 3.11")
    if python.implementation == "pypy":
        pytest.skip("PyPy's code cannot be given other positions")
    library = python.library
    files = [*library.glob("*.py"), *library.glob("asyncio/*.py"), *library.glob("email/*.py")]
    total, same = shares(python, build_dir, sorted(files))
    assert total > 100_000
    assert same >= LEAST * total


def run(python, program: Path):
    return subprocess.run(
        [python.path, program], env=environment.clean(), capture_output=True, timeout=60
    )


def without_underlines(text: bytes) -> bytes:
    return re.sub(rb"(?m)^ +[~^]+\n", b"", text)


@pytest.mark.parametrize(
    "text",
    [
        "x = 'é'; y = lambda: x + 1\ny()\n".encode(),
        "# coding: latin-1\nx = 'éé'; y = lambda: x + 1\ny()\n".encode("latin-1"),
        "# coding: shift_jis\nx = 'ソソ'; y = lambda: x + 1\ny()\n".encode("shift_jis"),
        "\ufeff\nx = 'é'; y = lambda: x + 1\ny()\n".encode(),
        "x = 'é'; y = lambda: x + 1\r\ny()\r\n".encode(),
        b"def f(): raise ValueError\nf()",
    ],
    ids=["utf-8", "latin-1", "shift_jis", "byte order mark", "crlf", "no line end"],
)
def test_columns_and_text_of_a_traceback(text, python, pyinstr, tmp_path):
    """Whatever the file is written in, a traceback of the copy is that of the original."""
    program, copy = tmp_path / "program.py", tmp_path / "out" / "program.py"
    program.write_bytes(text)
    pyinstr("build", "--quiet", tmp_path, tmp_path / "out")
    expected = run(python, program)
    assert b"Error" in expected.stderr
    got = run(python, copy)
    if python.implementation == "pypy":  # which keeps no columns as far right as those behind a prologue
        expected.stderr, got.stderr = map(without_underlines, (expected.stderr, got.stderr))
    assert got.stderr.replace(bytes(copy), bytes(program)) == expected.stderr


def test_reports_of_pytest(pyinstr, tmp_path):
    """Both the tests, whose asserts pytest rewrites, and what they test are copies."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "calc.py").write_text("def divide(a, b):\n    if a: return a / b\n")
    (source / "test_calc.py").write_text(
        "import calc\n\n"
        "def test_result():\n    x = 4; assert calc.divide(x, 2) == 3, 'a message'\n\n"
        "def test_error():\n    for b in 1, 0: calc.divide(1, b)\n"
    )
    pyinstr("build", "--quiet", source, tmp_path / "copy")

    def report(folder):
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
        done = subprocess.run(command, cwd=folder, env=environment.clean(), capture_output=True, text=True)
        assert done.returncode == 1
        return re.sub(r"0x[0-9a-f]+|in [0-9.]+s|rootdir: .*", "", done.stdout)

    assert report(tmp_path / "copy") == report(source)


def test_hooks_of_the_program_stay(python, pyinstr, tmp_path):
    """Where the program has set display hooks, they are its own."""
    (tmp_path / "program.py").write_text(
        "import sys\n"
        "def mine(*error): print('mine')\n"
        "sys.excepthook = sys.unraisablehook = mine\n"
        "import helper\n"
        "assert sys.excepthook is sys.unraisablehook is mine\n"
        "1 / 0\n"
    )
    (tmp_path / "helper.py").write_text("x = 1\n")
    pyinstr("build", "--quiet", tmp_path, tmp_path / "out")
    assert run(python, tmp_path / "out" / "program.py").stdout == b"mine\n"


def test_positions_that_are_being_read(python, pyinstr, tmp_path):
    """A module begins, and is given the original's positions, while somebody goes through those it had."""
    if python.implementation == "pypy" or python.version < (3, 11):
        pytest.skip("code has no positions")
    (tmp_path / "helper.py").write_text("".join(f"x{n} = [{n}, {n}]\n" for n in range(50)))
    (tmp_path / "program.py").write_text(
        "import importlib.util\n"
        "spec = importlib.util.find_spec('helper')\n"
        "module, code = importlib.util.module_from_spec(spec), spec.loader.get_code('helper')\n"
        "whole, reading = list(code.co_positions()), code.co_positions()\n"
        "next(reading)\n"
        "exec(code, module.__dict__)\n"
        "others = [bytes(size) for size in range(2000)]\n"
        "print(list(reading) == whole[1:], list(code.co_positions()) == whole)\n"
    )
    pyinstr("build", "--quiet", tmp_path, tmp_path / "out")
    assert run(python, tmp_path / "out" / "program.py").stdout == b"True False\n"
