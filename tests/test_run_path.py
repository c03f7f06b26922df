"""`pyinstr run` gives a program the `sys.path` that Python itself gives it."""

import subprocess

import pytest

from support import environment

PROGRAM = "import sys; print(sys.path)\n"


@pytest.fixture
def paths(python, pyinstr, tmp_path):
    """The path Python gives a program in `real/` that is run as `arguments` say, and ours."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "program.py").write_text(PROGRAM)
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "program.py").symlink_to(tmp_path / "real" / "program.py")

    def paths(*arguments, **variables):
        expected = subprocess.run(
            [python.path, *arguments],
            cwd=tmp_path,
            env=environment.clean(**variables),
            capture_output=True,
            text=True,
        )
        variables["PYINSTR_PYTHON"] = str(python.path)
        ours = pyinstr("run", "--no-first-stop", *arguments, cwd=tmp_path, env=variables)
        return expected.stdout, ours.stdout

    return paths


@pytest.mark.parametrize("program", ["real/program.py", "linked/program.py"])
def test_of_a_file(program, paths):
    expected, ours = paths(program)
    assert ours == expected != ""


def test_of_a_module(paths):
    expected, ours = paths("-m", "real.program")
    assert ours == expected != ""


@pytest.mark.parametrize("arguments", [["real/program.py"], ["-m", "real.program"]])
def test_of_a_safe_path(arguments, paths, python, tmp_path):
    """With PYTHONSAFEPATH neither the program's folder nor the working one is on the path."""
    if python.version < (3, 11):
        pytest.skip("since 3.11")
    variables = {"PYTHONSAFEPATH": "1", "PYTHONPATH": str(tmp_path)}
    expected, ours = paths(*arguments, **variables)
    assert ours == expected != ""
