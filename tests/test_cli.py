"""The command line but for build: lines, show, rewrite, run, and how wrong use is answered."""

import json
import os
import shutil
import stat
import subprocess
import sys

import pytest

PROGRAM = """\
import sys


def f(x):
    for y in range(x):
        print(y)
    return [
        x,
    ]
"""


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    return path


COMMANDS = ["build", "lines", "show", "strip", "rewrite", "finish", "run"]


def test_version(pyinstr):
    assert pyinstr("--version").stdout.startswith("pyinstr 0.")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(pyinstr, command):
    text = pyinstr(command, "--help").stdout
    assert "Example" in text and f"  pyinstr {command} " in text
    assert command in pyinstr("--help").stdout


# Wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["--nonsense"],
        ["build"],
        ["build", "src"],
        ["build", "a", "b", "c"],
        ["build", "a", "b", "--nonsense"],
        ["build", "a", "b", "-j", "0"],
        ["build", "a", "b", "-j", "many"],
        ["build", "a", "b", "--hooks", "none"],
        ["build", "", "b"],
        ["lines"],
        ["show"],
        ["strip", "a"],
        ["rewrite", "a"],
        ["rewrite", "a", "b", "c"],
        ["rewrite", "--from", "a", "b"],
        ["rewrite", "--copy", "a", "b"],
        ["finish", "a", "b"],
        ["build", "a", "b", "--emit-ninja", "f", "--check"],
        ["build", "a", "b", "--emit-ninja", "f", "--force"],
        ["build", "a", "b", "--emit-ninja", ""],
        ["build", "a", "b", "--verify", ""],
        ["run"],
        ["run", "-b"],
        ["run", "--nonsense", "x.py"],
        ["run", "-b", "x.py", "x.py"],
        ["run", "-b", "x:", "x.py"],
        ["run", "-b", "x:two if a:3", "x.py"],
        ["run", "-b", ":3", "x.py"],
        ["run", "-b", "f(x)", "x.py"],
        ["run", "-b", " if x", "x.py"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_status_2(pyinstr, arguments):
    done = pyinstr(*arguments, check=False)
    assert done.returncode == 2
    assert done.stderr and not done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "missing", "out"],
        ["lines", "missing.py"],
        ["show", "missing.py"],
        ["strip", "missing", "out"],
        ["rewrite", "missing.py", "out.py"],
        ["run", "missing.py"],
        ["show", "."],
    ],
    ids=" ".join,
)
def test_what_cannot_be_read_is_status_3(pyinstr, tmp_path, arguments):
    done = pyinstr(*arguments, check=False, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith(f"{arguments[1]}: cannot ")


def test_what_cannot_be_written_is_status_3(pyinstr, program, tmp_path):
    done = pyinstr("rewrite", program, tmp_path / "missing" / "x.py", check=False)
    assert done.returncode == 3 and "cannot write" in done.stderr
    done = pyinstr("build", program, program / "out.py", check=False)
    assert done.returncode == 3


# lines


def test_lines(pyinstr, program):
    assert pyinstr("lines", program).stdout.splitlines() == [
        f"{program}:1 statement <module>",
        f"{program}:5 iteration f",
        f"{program}:6 statement f",
        f"{program}:7 statement f",
    ]


def test_all_lines(pyinstr, program):
    lines = pyinstr("lines", "--all", program).stdout.splitlines()
    assert f"{program}:4 -> 5 def" in lines
    assert f"{program}:8 -> 7 continuation" in lines
    assert [int(line.split(":")[1].split()[0]) for line in lines] == list(range(1, 10))


def test_lines_as_json(pyinstr, program):
    report = json.loads(pyinstr("lines", "--json", program).stdout)
    (file,) = report["files"]
    assert (file["file"], file["outcome"], file["hook"]) == (str(program), "hooked", "dbg")
    assert [(site["line"], site["column"], site["kind"]) for site in file["sites"]] == [
        (1, 0, "statement"),
        (5, 13, "iteration"),
        (6, 8, "statement"),
        (7, 4, "statement"),
    ]
    assert file["sites"][2]["carries"] == file["sites"][1]["number"] == 1
    slide = next(slide for slide in file["slides"] if slide["line"] == 4)
    assert (slide["reason"], slide["to"], slide["sites"][0]) == ("def", 5, 1)


def test_lines_of_many_files_pass_over_a_refused_one(pyinstr, program, tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("x = 1\nprint x\n")
    done = pyinstr("lines", "--json", bad, program, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{bad}:2:1: ")
    refused, hooked = json.loads(done.stdout)["files"]
    assert refused["outcome"] == "refused" and refused["refusal"]["line"] == 2
    assert hooked["outcome"] == "hooked"


# show and rewrite


def test_show_reads_stdin(pyinstr):
    text = pyinstr("show", "-", input="if x: y()\n").stdout
    assert text.endswith("dbg() or x: y()\n")


def test_show_prints_what_build_writes(pyinstr, program, tmp_path):
    pyinstr("build", program, f"{tmp_path}/out/")
    assert pyinstr("show", program).stdout == (tmp_path / "out" / "program.py").read_text()


def test_show_of_a_refused_file(pyinstr):
    done = pyinstr("show", "-", input="x = (\n", check=False)
    assert done.returncode == 1
    assert done.stdout == "x = (\n"
    assert done.stderr.startswith("<stdin>:1:")


def test_diff_can_be_applied(pyinstr, program, tmp_path):
    text = pyinstr("show", "--diff", program).stdout
    assert text.startswith(f"--- {program}\n+++ {program} (hooked)\n@@ -1,")
    if shutil.which("patch"):
        subprocess.run(["patch", "-s", program], input=text, text=True, check=True)
        assert program.read_text() == pyinstr("show", program).stdout


def test_diff_without_a_newline_at_the_end(pyinstr):
    text = pyinstr("show", "--diff", "-", input="x = 1").stdout
    assert text.count("\\ No newline at end of file") == 2


def test_diff_has_three_lines_of_context(pyinstr):
    blank = "#\n" * 20
    text = pyinstr("show", "--diff", "-", input=f"x\n{blank}y\n").stdout
    assert [line for line in text.splitlines() if line.startswith("@@")] == [
        "@@ -1,4 +1,4 @@",
        "@@ -19,4 +19,4 @@",
    ]


def test_rewrite_is_the_pure_step(pyinstr, program, tmp_path):
    program.chmod(0o755)
    out = tmp_path / "out.py"
    pyinstr("rewrite", program, out)
    assert out.read_text() == pyinstr("show", program).stdout
    assert stat.S_IMODE(out.stat().st_mode) == 0o755
    assert not (tmp_path / ".pyinstr").exists()


def test_rewrite_copies_what_is_refused(pyinstr, tmp_path):
    bad, out = tmp_path / "bad.py", tmp_path / "out.py"
    bad.write_text("print x\n")
    done = pyinstr("rewrite", bad, out)
    assert f"{bad}:1:1: " in done.stderr and out.read_text() == "print x\n"
    assert pyinstr("rewrite", "--strict", bad, out, check=False).returncode == 1


def test_rewrite_of_a_deep_file_is_what_build_gives(pyinstr, tmp_path):
    source = tmp_path / "src" / "a" / "b" / "mod.py"
    source.parent.mkdir(parents=True)
    source.write_text("x = 1\n")
    pyinstr("build", tmp_path / "src", tmp_path / "out")
    pyinstr("rewrite", source, tmp_path / "one.py", "--path", "a/b/mod.py")
    built = tmp_path / "out" / "a" / "b" / "mod.py"
    assert (tmp_path / "one.py").read_bytes() == built.read_bytes()


# run: what is handed on to the runtime's __main__


@pytest.fixture
def handed_on(pyinstr, tmp_path):
    """What `pyinstr run` gives to the package's __main__, which here only repeats it."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text("import sys, json; print(json.dumps(sys.argv[1:]))")
    (tmp_path / "x.py").write_text("")

    def run(*arguments):
        env = {"PYINSTR_PACKAGE": str(package), "PYINSTR_PYTHON": sys.executable}
        return json.loads(pyinstr("run", *arguments, env=env, cwd=tmp_path).stdout)

    return run


@pytest.mark.parametrize(
    "arguments, expected",
    [
        (["x.py"], ["x.py"]),
        (["x.py", "-v", "--help", "-b", "--", "y"], ["x.py", "-v", "--help", "-b", "--", "y"]),
        (["--", "x.py", "-v"], ["x.py", "-v"]),
        (["-b", "x:3", "-b", "y.py:4 if n > 3", "x.py"],
         ["-b", "x:3", "-b", "y.py:4 if n > 3", "x.py"]),
        (["--break=x:3", "--no-first-stop", "x.py", "a"], ["-b", "x:3", "--no-first-stop", "x.py", "a"]),
        (["--catch", "uncaught OSError", "--no-post-mortem", "x.py"],
         ["--catch", "uncaught OSError", "--no-post-mortem", "x.py"]),
        (["-b", "pkg.mod.f hit %2 if d['a:b']", "x.py"], ["-b", "pkg.mod.f hit %2 if d['a:b']", "x.py"]),
        (["-b", "x:3 hit 2", "-b", "x:3, n", "x.py"], ["-b", "x:3 hit 2", "-b", "x:3, n", "x.py"]),
        (["-bx:3 if a == 1", "x.py"], ["-b", "x:3 if a == 1", "x.py"]),
        (["-b", "x:3 if d['a:b'] == [1,2]", "x.py"], ["-b", "x:3 if d['a:b'] == [1,2]", "x.py"]),
        (["-c", "where", "-c", "p [1, 2]", "x.py"], ["-c", "where", "-c", "p [1, 2]", "x.py"]),
        (["--tty", "/dev/null", "x.py"], ["--tty", "/dev/null", "x.py"]),
        (["-m", "mod", "-v", "--tty", "-b"], ["-m", "mod", "-v", "--tty", "-b"]),
        (["-c", "where", "-mmod", "x"], ["-c", "where", "-m", "mod", "x"]),
        (["--module=mod", "--help"], ["-m", "mod", "--help"]),
        (["--python", sys.executable, "x.py"], ["x.py"]),
        (["x.py", ""], ["x.py", ""]),
    ],
    ids=lambda value: " ".join(value),
)  # fmt: skip
def test_run_hands_on(handed_on, arguments, expected):
    assert handed_on(*arguments) == expected


def test_run_without_a_runtime(pyinstr, tmp_path):
    (tmp_path / "x.py").write_text("")
    env = {"PYINSTR_PACKAGE": str(tmp_path)}
    done = pyinstr("run", "x.py", env=env, cwd=tmp_path, check=False)
    assert done.returncode == 3 and "PYINSTR_PACKAGE" in done.stderr


def test_run_without_an_interpreter(pyinstr, handed_on, tmp_path):
    env = {"PYINSTR_PACKAGE": str(tmp_path / "package"), "PYINSTR_PYTHON": "/nowhere/python"}
    done = pyinstr("run", "x.py", env=env, cwd=tmp_path, check=False)
    assert done.returncode == 3 and "--python" in done.stderr


def test_run_keeps_the_exit_status(pyinstr, handed_on, tmp_path):
    (tmp_path / "package" / "__main__.py").write_text("raise SystemExit(7)")
    env = {"PYINSTR_PACKAGE": str(tmp_path / "package"), "PYINSTR_PYTHON": sys.executable}
    assert pyinstr("run", "x.py", env=env, cwd=tmp_path, check=False).returncode == 7


# The copy's way to the runtime


def test_the_copy_leads_to_the_package(pyinstr, handed_on, program, tmp_path):
    env = {"PYINSTR_PACKAGE": str(tmp_path / "package")}
    pyinstr("build", program, tmp_path / "out.py", env=env)
    assert os.readlink(tmp_path / ".pyinstr" / "pyinstr") == str(tmp_path / "package")


def test_without_a_package_the_summary_says_so(pyinstr, program, tmp_path):
    done = pyinstr("build", program, tmp_path / "out.py", env={"PYINSTR_PACKAGE": "/nowhere"})
    assert "no runtime beside the copy" in done.stdout
    assert not (tmp_path / ".pyinstr" / "pyinstr").exists()
