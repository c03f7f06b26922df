"""`pyinstr build` and `pyinstr strip`: trees, single files, what is written and what is not."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = "import sys\n\n\ndef f(x):\n    return x + 1\n\n\nprint(f(41))\n"
PYTHON_2 = "x = 1\nprint x\n"


@pytest.fixture
def src(tmp_path):
    """A small tree: two Python files that can be hooked, one that cannot, and data."""
    root = tmp_path / "src"
    (root / "pkg" / "deep").mkdir(parents=True)
    (root / "main.py").write_text(PROGRAM)
    (root / "pkg" / "__init__.py").write_text("")
    (root / "pkg" / "mod.py").write_text("VALUE = 1\n")
    (root / "pkg" / "old.py").write_text(PYTHON_2)
    (root / "pkg" / "deep" / "data.bin").write_bytes(bytes(range(256)))
    return root


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def build(pyinstr):
    """Builds and gives the JSON report."""

    def run(*arguments, **keywords):
        return json.loads(pyinstr("build", *arguments, "--json", **keywords).stdout)

    return run


def files_of(root):
    """Everything below `root` by relative path, but what belongs to pyinstr."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name.startswith(".pyinstr"):
            continue
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def states(report):
    return {file["path"]: file["state"] for file in report["files"]}


def written(report):
    return [file["path"] for file in report["files"] if file.get("written")]


def manifest(out):
    lines = (out / ".pyinstr" / "manifest").read_text().splitlines()
    return lines[0].split("\t"), {row[3]: row for row in (line.split("\t") for line in lines[1:])}


# The tree


def test_tree(pyinstr, src, out):
    done = pyinstr("build", src, out)
    assert b"dbg();" in (out / "main.py").read_bytes()
    assert (out / "pkg" / "old.py").read_text() == PYTHON_2
    assert (out / "pkg" / "deep" / "data.bin").read_bytes() == bytes(range(256))
    assert done.stdout.startswith("4 files: 2 hooked, 1 unchanged, 1 refused, 1 others copied, in ")


def test_refused_file_is_named_with_its_place_and_stops_nothing(pyinstr, src, out):
    done = pyinstr("build", src, out)
    assert done.returncode == 0
    assert f"{src}/pkg/old.py:2:1: " in done.stderr
    assert pyinstr("build", src, out, "--strict", check=False).returncode == 1


def test_a_refused_file_is_told_again(pyinstr, src, out):
    first = pyinstr("build", src, out).stderr
    assert pyinstr("build", src, out).stderr == first


def test_the_copy_runs(pyinstr, src, out):
    pyinstr("build", src, out)
    done = subprocess.run([sys.executable, out / "main.py"], capture_output=True, text=True)
    assert done.stdout == "42\n"


def test_any_number_of_jobs_gives_the_same_bytes(pyinstr, src, tmp_path):
    for number in range(40):
        (src / f"m{number}.py").write_text(f"x = {number}\nif x:\n    print(x)\n")
    pyinstr("build", src, tmp_path / "one", "-j1")
    pyinstr("build", src, tmp_path / "many", "-j", "8")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "many")
    assert manifest(tmp_path / "one") == manifest(tmp_path / "many")


def test_manifest(pyinstr, src, out):
    pyinstr("build", src, out)
    head, files = manifest(out)
    assert head[0] == "pyinstr-manifest 1" and head[2:] == ["hooks=frame", str(src)]
    assert {path: row[0] for path, row in files.items()} == {
        "main.py": "hooked",
        "pkg/__init__.py": "unchanged",
        "pkg/deep/data.bin": "copied",
        "pkg/mod.py": "hooked",
        "pkg/old.py": "refused",
    }
    assert list(files) == sorted(files)


def test_own_folders_are_left_out(pyinstr, src, out):
    for name in ("__pycache__", ".git", ".pyinstr"):
        (src / "pkg" / name).mkdir()
        (src / "pkg" / name / "x.py").write_text("x = 1\n")
    pyinstr("build", src, out)
    assert sorted(path.name for path in (out / "pkg").iterdir()) == [
        "__init__.py", "deep", "mod.py", "old.py"
    ]  # fmt: skip


# What is built again


def test_only_what_changed_is_built_again(build, src, out):
    assert build(src, out)["counts"]["written"] == 5
    assert written(build(src, out)) == []
    (src / "main.py").write_text(PROGRAM + "print(f(1))\n")
    assert written(build(src, out)) == ["main.py"]


def test_a_change_of_time_alone_is_no_change(build, src, out):
    build(src, out)
    os.utime(src / "main.py", (1, 1))
    assert written(build(src, out)) == []


def test_what_was_edited_or_lost_in_the_copy_is_mended(build, src, out):
    build(src, out)
    before = files_of(out)
    (out / "main.py").write_text("broken")
    (out / "pkg" / "mod.py").unlink()
    (out / "pkg" / "deep" / "data.bin").write_bytes(b"")
    assert written(build(src, out)) == ["main.py", "pkg/deep/data.bin", "pkg/mod.py"]
    assert files_of(out) == before


def test_force_builds_everything(build, src, out):
    build(src, out)
    assert len(written(build(src, out, "--force"))) == 5


def test_other_options_build_again(build, src, out):
    build(src, out)
    assert written(build(src, out, "--exclude", "main.py")) == ["main.py"]
    assert (out / "main.py").read_text() == PROGRAM


def test_a_lost_manifest_costs_no_writing(build, src, out):
    build(src, out)
    before = manifest(out)
    (out / ".pyinstr" / "manifest").unlink()
    assert written(build(src, out)) == []
    assert manifest(out) == before


def test_a_damaged_manifest_is_no_obstacle(build, src, out):
    build(src, out)
    before = manifest(out)
    (out / ".pyinstr" / "manifest").write_bytes(b"pyinstr-manifest 1\t\xff\n\0hooked\t\\")
    build(src, out)
    assert manifest(out) == before


def test_a_rebuilt_file_is_newer_by_a_second(build, src, out):
    """Python tells a stale .pyc by the second and the size of its source."""
    build(src, out)
    before = (out / "main.py").stat().st_mtime
    (src / "main.py").write_text(PROGRAM.replace("41", "14"))
    build(src, out)
    assert int((out / "main.py").stat().st_mtime) > int(before)


def test_dry_run_writes_nothing(pyinstr, build, src, out):
    done = pyinstr("build", src, out, "--dry-run")
    assert f"would write: {out}/main.py" in done.stdout
    assert not out.exists()
    build(src, out)
    (src / "main.py").write_text("x = 2\n")
    before = files_of(out)
    assert written(build(src, out, "--dry-run")) == ["main.py"]
    assert files_of(out) == before


def test_check(pyinstr, src, out):
    assert pyinstr("build", src, out, "--check", check=False).returncode == 1
    pyinstr("build", src, out)
    assert pyinstr("build", src, out, "--check").returncode == 0
    (src / "main.py").write_text("x = 2\n")
    done = pyinstr("build", src, out, "--check", check=False)
    assert done.returncode == 1 and f"differs: {out}/main.py" in done.stdout


def test_check_with_force_compares_all_the_same(pyinstr, src, out):
    pyinstr("build", src, out)
    assert pyinstr("build", src, out, "--check", "--force").returncode == 0
    (out / "main.py").write_text("broken")
    done = pyinstr("build", src, out, "--check", "--force", check=False)
    assert done.returncode == 1 and done.stdout.count("differs") == 1


def test_delete_removes_only_orphans_of_ours(pyinstr, build, src, out):
    build(src, out)
    (src / "pkg" / "deep" / "data.bin").unlink()
    (src / "pkg" / "deep").rmdir()
    (out / "mine.txt").write_text("mine")
    assert build(src, out)["orphans"] == ["pkg/deep/data.bin"]
    assert (out / "pkg" / "deep" / "data.bin").exists()
    assert pyinstr("build", src, out, "--check", check=False).returncode == 1
    assert build(src, out, "--delete")["orphans"] == ["pkg/deep/data.bin"]
    assert not (out / "pkg" / "deep").exists()
    assert (out / "mine.txt").exists()
    assert build(src, out)["orphans"] == []


def test_leftovers_of_an_interrupted_build_go(pyinstr, src, out):
    pyinstr("build", src, out)
    dead = out / "pkg" / ".pyinstr-new-4194305-0"  # above the highest process number
    dead.write_text("half")
    pyinstr("build", src, out)
    assert not dead.exists()


# Which files


@pytest.mark.parametrize(
    "options, hooked",
    [
        ([], {"main.py", "pkg/mod.py"}),
        (["--exclude", "main.py"], {"pkg/mod.py"}),
        (["--exclude", "pkg"], {"main.py"}),
        (["--exclude", "pkg/*.py"], {"main.py"}),
        (["--exclude", "*.py"], set()),
        (["--exclude", "*/main.py"], {"main.py", "pkg/mod.py"}),
        (["--exclude", "**/main.py"], {"pkg/mod.py"}),
        (["--exclude", "pkg/**"], {"main.py"}),
        (["--exclude", "m[!o]*.py"], {"pkg/mod.py"}),
        (["--exclude", "m[a-c]in.p?"], {"pkg/mod.py"}),
        (["--include", "main.py"], {"main.py"}),
        (["--include", "main.py", "--include", "pkg/mod.py"], {"main.py", "pkg/mod.py"}),
        (["--include", "pkg", "--exclude", "mod.py"], set()),
        (["--include=src/main.py"], set()),
    ],
)
def test_include_and_exclude(build, src, out, options, hooked):
    report = build(src, out, *options)
    assert {path for path, state in states(report).items() if state == "hooked"} == hooked
    assert set(files_of(out)) == set(files_of(src))


def test_mode_and_time_are_kept(pyinstr, src, out):
    script, data = src / "main.py", src / "pkg" / "deep" / "data.bin"
    script.chmod(0o755)
    data.chmod(0o640)
    os.utime(data, ns=(1_000_000_007, 1_234_567_891))
    pyinstr("build", src, out)
    copy = (out / "pkg" / "deep" / "data.bin").stat()
    assert stat.S_IMODE((out / "main.py").stat().st_mode) == 0o755
    assert (stat.S_IMODE(copy.st_mode), copy.st_mtime_ns) == (0o640, 1_234_567_891)


def test_a_changed_mode_is_taken_over(build, src, out):
    build(src, out)
    (src / "main.py").chmod(0o700)
    assert written(build(src, out)) == ["main.py"]
    assert stat.S_IMODE((out / "main.py").stat().st_mode) == 0o700


def test_links_stay_links(pyinstr, src, out, tmp_path):
    (tmp_path / "outside.txt").write_text("outside")
    (src / "alias.py").symlink_to("main.py")
    (src / "loop").symlink_to(".")
    (src / "pkg" / "up").symlink_to("../pkg")
    (src / "dangling.py").symlink_to("nowhere.py")
    (src / "whole").symlink_to(src / "pkg" / "mod.py")
    (src / "away").symlink_to("../outside.txt")
    pyinstr("build", src, out)
    links = {name: text for name, text in files_of(out).items() if isinstance(text, str)}
    assert links == {
        "alias.py": "main.py",
        "away": str(tmp_path / "outside.txt"),
        "dangling.py": "nowhere.py",
        "loop": ".",
        "pkg/up": "../pkg",
        "whole": "pkg/mod.py",
    }
    assert "all up to date" in pyinstr("build", src, out).stdout


def test_a_folder_named_like_a_file_is_a_folder(pyinstr, src, out):
    (src / "x.py").mkdir()
    (src / "x.py" / "y.py").write_text("y = 1\n")
    pyinstr("build", src, out)
    assert b"dbg();" in (out / "x.py" / "y.py").read_bytes()


def test_what_is_no_file_is_left_out(pyinstr, src, out):
    os.mkfifo(src / "pipe.py")
    done = pyinstr("build", src, out, timeout=60)
    assert "pipe.py: left out" in done.stderr
    assert not (out / "pipe.py").exists()


def test_names_are_bytes(pyinstr, src, out):
    name = os.fsdecode(b"caf\xe9 \t\n\\.py")
    (src / name).write_text("x = 1\n")
    report = json.loads(pyinstr("build", src, out, "--json").stdout)
    assert states(report)[name] == "hooked"
    assert written(json.loads(pyinstr("build", src, out, "--json").stdout)) == []
    assert (out / name).exists()


def test_built_input_is_not_built_twice(pyinstr, build, src, out, tmp_path):
    pyinstr("build", src, out)
    again = tmp_path / "again"
    assert states(build(out, again))["main.py"] == "hooked"
    assert files_of(again) == files_of(out)


# Where it may write


def test_out_inside_src_is_left_out(build, src):
    build(src, src / "build" / "out")
    report = build(src, src / "build" / "out")
    assert not any(path.startswith("build/") for path in states(report))


def test_another_copy_inside_src_is_left_out(pyinstr, src, out):
    pyinstr("build", src / "pkg", src / "copy")
    done = pyinstr("build", src, out)
    assert "copy: left out: a copy made by pyinstr" in done.stderr
    assert not (out / "copy").exists()


@pytest.mark.parametrize("target", [".", "..", "../.", "./"])
def test_src_inside_out_is_refused(pyinstr, src, target):
    before = files_of(src)
    done = pyinstr("build", ".", target, cwd=src, check=False)
    assert done.returncode == 2 and "SRC is inside OUT" in done.stderr
    assert files_of(src) == before


def test_links_in_out_are_replaced_and_not_followed(pyinstr, src, out, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "main.py").write_text("precious")
    out.mkdir()
    (out / "pkg").symlink_to(outside)
    (out / "main.py").symlink_to(outside / "main.py")
    pyinstr("build", src, out)
    assert files_of(outside) == {"main.py": b"precious"}
    assert not (out / "pkg").is_symlink() and not (out / "main.py").is_symlink()


def test_delete_does_not_leave_out(pyinstr, src, out, tmp_path):
    pyinstr("build", src, out)
    (tmp_path / "precious.txt").write_text("precious")
    with (out / ".pyinstr" / "manifest").open("a") as file:
        file.write("copied\t0\t0\t../precious.txt\n")
    pyinstr("build", src, out, "--delete")
    assert (tmp_path / "precious.txt").exists()


def test_a_folder_in_the_way_is_told(pyinstr, src, out):
    (out / "main.py" / "x").mkdir(parents=True)
    done = pyinstr("build", src, out, check=False)
    assert done.returncode == 3 and "a folder is in the way" in done.stderr
    assert (out / "pkg" / "mod.py").exists()


def test_files_are_replaced_not_written_into(pyinstr, src, out):
    """Who has the old file open keeps the old file."""
    pyinstr("build", src, out)
    with (out / "main.py").open() as old:
        before = (out / "main.py").read_text()
        (src / "main.py").write_text("x = 2\n")
        pyinstr("build", src, out)
        assert old.read() == before
    assert not [path for path in out.rglob("*") if "pyinstr-new" in path.name]


# One file


def test_a_file_into_a_folder(pyinstr, src, out, tmp_path):
    pyinstr("build", src / "main.py", f"{out}/")
    assert b"dbg();" in (out / "main.py").read_bytes()
    (tmp_path / "there").mkdir()
    pyinstr("build", src / "main.py", tmp_path / "there")
    assert (tmp_path / "there" / "main.py").read_bytes() == (out / "main.py").read_bytes()


def test_a_file_into_a_file(pyinstr, src, out):
    pyinstr("build", src / "main.py", out / "other.py")
    head, files = manifest(out)
    assert head[3] == str(src)
    assert files["other.py"][0] == "hooked"
    assert files["other.py"][4] == str(src / "main.py")


def test_single_files_join_one_manifest(pyinstr, src, out, tmp_path):
    (tmp_path / "tool").write_text("x = 1\n")
    pyinstr("build", src / "main.py", f"{out}/")
    pyinstr("build", tmp_path / "tool", f"{out}/")
    head, files = manifest(out)
    assert head[3] == str(tmp_path)
    assert files["main.py"][4:] == [str(src / "main.py")]
    assert files["tool"][0] == "hooked" and len(files["tool"]) == 4


def test_a_file_is_never_its_own_copy(pyinstr, src):
    done = pyinstr("build", "main.py", "./main.py", cwd=src, check=False)
    assert done.returncode == 2
    assert (src / "main.py").read_text() == PROGRAM
    (src / "link.py").symlink_to("main.py")
    assert pyinstr("build", "main.py", "link.py", cwd=src, check=False).returncode == 2


# Verifying


def test_verify(pyinstr, src, out):
    assert pyinstr("build", src, out, "--verify", sys.executable).returncode == 0


def test_verify_tells_what_the_interpreter_answers(pyinstr, src, out, tmp_path):
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\ncat >/dev/null\nprintf '0\\0003\\000differs\\000end\\000'\n")
    fake.chmod(0o755)
    done = pyinstr("build", src, out, "--verify", fake, check=False)
    assert done.returncode == 1 and f"{src}/main.py:3:0: differs" in done.stderr


@pytest.mark.parametrize("answer", ["exit 1", "printf '7\\0000\\000x\\000end\\000'"])
def test_an_interpreter_that_does_not_answer_is_told(pyinstr, src, out, tmp_path, answer):
    fake = tmp_path / "python"
    fake.write_text(f"#!/bin/sh\n{answer}\n")
    fake.chmod(0o755)
    done = pyinstr("build", src, out, "--verify", fake, check=False)
    assert done.returncode == 3 and "cannot be used to verify" in done.stderr


@pytest.mark.parametrize(
    "original, copy, message",
    [
        ("x = 1\n", "dbg();x = 1\n", None),
        ("if x or y: z\n", "if dbg() or x or y: z\n", None),
        ("class A: pass\n", "class A(*dbg() or()): pass\n", None),
        ("x = 1\n", "dbg();x = 2\n", "without its hooks, the copy is another program"),
        ("x = 1\n", "\ndbg();x = 1\n", "line 1 of the original is line 2 of the copy"),
        ("x = 1\n", "dbg(;x = 1\n", "original: compiles; copy: line 1: SyntaxError"),
        ("return\n", "dbg();return\n", None),
        ("def f(a, a): pass\n", "dbg();x\n", "copy: compiles"),
    ],
)
def test_what_verify_compares(tmp_path, original, copy, message):
    (tmp_path / "original.py").write_text(original)
    (tmp_path / "copy.py").write_text(copy)
    words = ["dbg", str(tmp_path / "original.py"), str(tmp_path / "copy.py"), ""]
    program = Path(__file__).parent.parent / "cli" / "verify.py"
    done = subprocess.run(
        [sys.executable, program], input="\0".join(words), capture_output=True, text=True
    )
    assert done.stdout.endswith("end\0")
    assert done.stdout == "end\0" if message is None else message in done.stdout


def test_verify_with_no_interpreter(pyinstr, src, out):
    done = pyinstr("build", src, out, "--verify", "/nowhere/python", check=False)
    assert done.returncode == 3 and "/nowhere/python" in done.stderr


# The way back


def test_strip_of_a_tree_gives_the_bytes(pyinstr, src, out, tmp_path):
    (src / "crlf.py").write_bytes(b"\xef\xbb\xbfif 1:\r\n\tx = 1\r\n")
    (src / "no_end.py").write_bytes(b"x = 1")
    (src / "main.py").chmod(0o755)
    pyinstr("build", src, out)
    pyinstr("strip", out, tmp_path / "back")
    assert files_of(tmp_path / "back") == files_of(src)
    assert stat.S_IMODE((tmp_path / "back" / "main.py").stat().st_mode) == 0o755


def test_strip_of_a_file(pyinstr, src, out, tmp_path):
    pyinstr("build", src, out)
    pyinstr("strip", out / "main.py", tmp_path / "back.py")
    assert (tmp_path / "back.py").read_text() == PROGRAM


def test_strip_refuses_to_replace_its_source(pyinstr, src, out):
    pyinstr("build", src, out)
    assert pyinstr("strip", out, out, check=False).returncode == 2
    assert pyinstr("strip", out / "main.py", out / "main.py", check=False).returncode == 2
