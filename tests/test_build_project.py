"""`[tool.pyinstr]` in pyproject.toml: defaults of `pyinstr build`."""

import json
import sys

import pytest


@pytest.fixture
def src(tmp_path):
    root = tmp_path / "project" / "src"
    (root / "tests").mkdir(parents=True)
    (root / "main.py").write_text("x = 1\n")
    (root / "tests" / "test_main.py").write_text("y = 1\n")
    return root


@pytest.fixture
def hooked(pyinstr, src, tmp_path):
    """The files that are hooked with a project file of that text, beside SRC."""

    def run(text, *options):
        (src.parent / "pyproject.toml").write_text(text)
        report = json.loads(pyinstr("build", src, tmp_path / "out", "--json", *options).stdout)
        return [one["path"] for one in report["files"] if one["state"] == "hooked"]

    return run


def test_defaults_are_taken(hooked):
    assert hooked("") == ["main.py", "tests/test_main.py"]
    assert hooked('[tool.pyinstr]\nexclude = ["tests"]\n') == ["main.py"]
    assert hooked('[tool.pyinstr]\ninclude = ["tests"]\njobs = 1\n') == ["tests/test_main.py"]


def test_the_command_line_wins(hooked):
    assert hooked('[tool.pyinstr]\nexclude = ["tests"]\n', "--exclude", "main.py") == [
        "tests/test_main.py"
    ]


def test_flags_can_be_taken_back(pyinstr, src, tmp_path):
    (src / "old.py").write_text("print x\n")
    (src.parent / "pyproject.toml").write_text("[tool.pyinstr]\nstrict = true\n")
    build = ["build", src, tmp_path / "out"]
    assert pyinstr(*build, check=False).returncode == 1
    assert pyinstr(*build, "--no-strict").returncode == 0


def test_the_nearest_file_with_the_table_counts(pyinstr, hooked, src, tmp_path):
    """Files of others are passed over, even where they are no TOML."""
    (tmp_path / "pyproject.toml").write_text('[tool.pyinstr]\nexclude = ["tests"]\n')
    (src / "pyproject.toml").write_text("not = = toml\n")
    assert hooked("[tool.black]\nline-length = 100\n") == ["main.py"]
    (src / "pyproject.toml").write_text('[tool.pyinstr]\nexclude = ["main.py"]\n')
    assert hooked("") == ["tests/test_main.py"]


def test_the_report_says_which_file(pyinstr, src, tmp_path):
    build = ["build", src, tmp_path / "out", "--json"]
    assert json.loads(pyinstr(*build).stdout)["project_file"] is None
    file = src.parent / "pyproject.toml"
    file.write_text("[tool.pyinstr]\nquiet = true\n")
    assert json.loads(pyinstr(*build).stdout)["project_file"] == str(file)


def test_a_single_file_has_a_project_too(pyinstr, src, tmp_path):
    (src.parent / "pyproject.toml").write_text('[tool.pyinstr]\nhooks = "numbered"\n')
    pyinstr("build", src / "main.py", f"{tmp_path}/out/")
    assert "dbg_" in (tmp_path / "out" / "main.py").read_text()


def test_an_interpreter_beside_the_file(pyinstr, src, tmp_path):
    (src.parent / "python").symlink_to(sys.executable)
    (src.parent / "pyproject.toml").write_text('[tool.pyinstr]\nverify = "./nowhere"\n')
    done = pyinstr("build", src, tmp_path / "out", check=False)
    assert done.returncode == 3 and f"{src.parent}/./nowhere" in done.stderr
    (src.parent / "pyproject.toml").write_text('[tool.pyinstr]\nverify = "./python"\n')
    pyinstr("build", src, tmp_path / "out")


@pytest.mark.parametrize(
    "text, place, message",
    [
        ("[tool.pyinstr]\njobs = 0\n", "2:8", "`jobs` must be a number from 1 to 1024"),
        ('[tool.pyinstr]\njobs = "4"\n', "2:8", "`jobs` must be a number"),
        ('[tool.pyinstr]\nexclude = "tests"\n', "2:11", "`exclude` must be a list of patterns"),
        ("[tool.pyinstr]\nexclude = [1]\n", "2:11", "`exclude` must be a list of patterns"),
        ('[tool.pyinstr]\nhooks = "other"\n', "2:9", '`hooks` must be "frame" or "numbered"'),
        ("[tool.pyinstr]\nstrict = 1\n", "2:10", "`strict` must be true or false"),
        ("[tool.pyinstr]\n\n  exclud = []\n", "3:3", "`exclud` is nothing that [tool.pyinstr]"),
        ("[tool.pyinstr]\ncheck = true\n", "2:1", "`check` is nothing that"),
        ("tool.pyinstr = 1\n", "1:16", "`tool.pyinstr` must be a table"),
        ("[tool.pyinstr\n", "1:14", "this is not TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(pyinstr, src, tmp_path, text, place, message):
    file = src.parent / "pyproject.toml"
    file.write_text(text)
    done = pyinstr("build", src, tmp_path / "out", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{file}:{place}: ") and message in done.stderr
    assert not (tmp_path / "out").exists()
