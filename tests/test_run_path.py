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


WHOLE = """\
import sys
from inside import name
spec = __spec__
print(sys.path[:1], sys.argv, __name__, __file__, __package__, type(__loader__).__name__, name)
print(spec.name, spec.origin, spec.parent, globals().get("__cached__") is not None)
"""


@pytest.fixture
def containers(python, pyinstr, tmp_path):
    """A folder and an archive with a `__main__`; run(kind, python's words, ours) gives both outputs."""
    import zipfile

    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "__main__.py").write_text(WHOLE)
    (tmp_path / "folder" / "inside.py").write_text("name = 'inside'\n")
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "whole.pyz", "w") as archive:
        for name in ("__main__.py", "inside.py"):
            archive.write(tmp_path / "folder" / name, name)

    def run(*arguments, options=(), input=""):
        expected = subprocess.run(
            [python.path, *arguments], cwd=tmp_path, env=environment.clean(), capture_output=True, text=True
        )
        command = ["run", "--no-first-stop", *options, *arguments]
        ours = pyinstr(
            *command, cwd=tmp_path, env={"PYINSTR_PYTHON": str(python.path)}, input=input, check=False
        )
        return expected, ours

    return run


@pytest.mark.parametrize("container", ["folder", "whole.pyz", "./folder/"])
@pytest.mark.parametrize("options", [(), ("--no-hooks",)], ids=["hooks", "no-hooks"])
def test_of_what_holds_a_main(container, options, containers):
    expected, ours = containers(container, "one", "--two", options=options)
    own_loader = ours.stdout.replace(" Loader ", " SourceFileLoader ")
    assert own_loader.splitlines()[0] == expected.stdout.splitlines()[0]
    assert ours.stdout.splitlines()[1].rsplit(" ", 1)[0] == expected.stdout.splitlines()[1].rsplit(" ", 1)[0]


@pytest.mark.parametrize("container", ["folder", "whole.pyz"])
@pytest.mark.parametrize("options", [(), ("--no-hooks",)], ids=["hooks", "no-hooks"])
def test_a_main_in_it_stops(container, options, containers):
    _, ours = containers(
        container, options=(*options, "-b", "__main__:4", "-b", "inside:1"), input="continue\nwhere\ncontinue\n"
    )
    assert "stopped: breakpoint 2, inside.py:1" in ours.stdout
    assert "stopped: breakpoint 1, __main__.py:4 in <module>" in ours.stdout


def test_of_a_folder_without_a_main(containers):
    expected, ours = containers("empty")
    assert "can't find '__main__' module" in expected.stderr
    assert "pyinstr: cannot run empty: can't find '__main__' module" in ours.stderr
    assert (ours.returncode, ours.stdout) == (3, "")
