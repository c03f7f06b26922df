"""`pyinstr build --emit-ninja`, with the real Ninja: the same bytes as a direct build."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support import environment

NOTHING = "ninja: no work to do.\n"

pytestmark = pytest.mark.skipif(not shutil.which("ninja"), reason="ninja is not installed")

ODD = {
    "with blank.py": "x = 1\n",
    "do$$ar/$x.py": "x = 1\n",
    "colon:pipe|.py": "x = 1\n",
    "quo'te\"s/#%&;.py": "x = 1\n",
    "-dash.py": "x = 1\n",
    "back\\slash.py": "x = 1\n",
    " blanks /  in front.txt": "data\n",
    os.fsdecode(b"caf\xe9.py"): "x = 1\n",
    "ünïcödé.py": "x = 1\n",
}


def write(root: Path, files: dict) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def src(tmp_path):
    root = tmp_path / "src"
    write(root, {f"p{n % 7}/m{n}.py": f"def f():\n    return {n}\n" for n in range(200)})
    write(root, {"main.py": "print(1)\n", "old.py": "print x\n", "p1/data.txt": "data\n"})
    (root / "empty").mkdir()
    (root / "link.py").symlink_to("main.py")
    (root / "dangling").symlink_to("nowhere")
    return root


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def emit(pyinstr, tmp_path):
    def run(src, out, *options):
        return pyinstr("build", src, out, "--emit-ninja", tmp_path / "build.ninja", *options)

    return run


@pytest.fixture
def ninja(tmp_path):
    def run(*arguments, check=True):
        done = subprocess.run(
            ["ninja", "-C", tmp_path, "-v", *arguments], env=environment.clean(),
            capture_output=True, text=True, errors="surrogateescape", timeout=120,
        )  # fmt: skip
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout.partition("\n")[2]  # the first line says which folder it works in

    return run


def contents(root):
    """What is below a copy, with permissions, but for Ninja's own records."""
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if name.startswith(".pyinstr/ninja"):
            continue
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_dir():
            found[name] = None
        else:
            found[name] = (path.read_bytes(), path.stat().st_mode)
    return found


def assert_as_direct(pyinstr, src, out, *options):
    direct = out.with_name("direct")
    shutil.rmtree(direct, ignore_errors=True)
    pyinstr("build", src, direct, *options)
    assert contents(out) == contents(direct)


def steps(text):
    """What ran, by the subcommands of the edges' commands."""
    words = [line.split("pyinstr ", 1)[1].split()[0] for line in text.splitlines()
             if line.startswith("[")]  # fmt: skip
    return sorted(words)


def test_full_build_and_no_work(pyinstr, src, out, emit, ninja):
    done = emit(src, out)
    assert done.stdout.endswith(f"now: ninja -C {out.parent} -f build.ninja\n")
    ninja()
    assert_as_direct(pyinstr, src, out)
    assert ninja() == NOTHING


def test_a_refused_file_is_copied_and_told(src, out, emit, ninja):
    emit(src, out)
    assert "src/old.py:1:1: the statement `print` is Python 2" in ninja()
    assert (out / "old.py").read_text() == "print x\n"


def test_strict(src, out, emit, ninja):
    emit(src, out, "--strict")
    assert "FAILED" in ninja(check=False)


def test_one_file_changed(pyinstr, src, out, emit, ninja):
    emit(src, out)
    ninja()
    others = {path: path.stat().st_mtime_ns for path in out.glob("p*/*")}
    (src / "p3" / "m3.py").write_text("def f():\n    return 'other'\n")
    text = ninja()
    assert steps(text) == ["finish", "rewrite"]
    changed = {path.name for path, time in others.items() if path.stat().st_mtime_ns != time}
    assert changed == {"m3.py"}
    assert ninja() == NOTHING
    assert_as_direct(pyinstr, src, out)


def test_changed_twice_in_a_moment(pyinstr, src, out, emit, ninja):
    """No output gets a time in the future, which would hide the next change."""
    emit(src, out)
    for number in range(4):
        (src / "main.py").write_text(f"print({number})\n")
        ninja()
        assert f"print({number})" in (out / "main.py").read_text()
    assert ninja() == NOTHING
    assert_as_direct(pyinstr, src, out)


def test_touched_files_are_not_written_again(src, out, emit, ninja):
    emit(src, out)
    ninja()
    before = (out / "main.py").stat().st_mtime_ns
    (src / "main.py").touch()
    assert steps(ninja()) == ["rewrite"]
    assert (out / "main.py").stat().st_mtime_ns == before
    assert ninja() == NOTHING


def test_files_that_come_and_go(pyinstr, src, out, emit, ninja):
    emit(src, out, "--delete")
    ninja()
    write(src, {"p2/new.py": "x = 1\n", "fresh/deep/new.txt": "data\n"})
    text = ninja()
    assert "--emit-ninja" in text
    assert len(steps(text)) <= 6
    assert ninja() == NOTHING
    assert_as_direct(pyinstr, src, out)
    (src / "p2" / "new.py").unlink()
    shutil.rmtree(src / "fresh")
    (src / "link.py").unlink()
    (src / "link.py").symlink_to("p1/m1.py")
    ninja()
    assert ninja() == NOTHING
    assert not (out / "fresh").exists()
    assert_as_direct(pyinstr, src, out)


def test_orphans_stay_without_delete(pyinstr, src, out, emit, ninja):
    emit(src, out)
    ninja()
    (src / "main.py").unlink()
    ninja()
    assert (out / "main.py").exists()
    report = json.loads(pyinstr("build", src, out, "--json").stdout)
    assert report["orphans"] == ["main.py"]


def test_what_was_lost_is_made_again(pyinstr, src, out, emit, ninja):
    emit(src, out)
    ninja()
    (out / "p1" / "m1.py").unlink()
    (out / "p1" / "data.txt").unlink()
    (out / ".pyinstr" / "manifest").unlink()
    ninja()
    assert_as_direct(pyinstr, src, out)


def test_direct_builds_and_ninja_accept_each_other(pyinstr, src, out, emit, ninja):
    emit(src, out)
    ninja()
    pyinstr("build", src, out, "--check")
    assert json.loads(pyinstr("build", src, out, "--json").stdout)["counts"]["written"] == 0
    assert ninja() == NOTHING
    (src / "main.py").write_text("print(2)\n")
    pyinstr("build", src, out)
    before = {path: path.stat().st_mtime_ns for path in out.glob("p*/*.py")}
    ninja()
    assert {path: path.stat().st_mtime_ns for path in out.glob("p*/*.py")} == before
    assert ninja() == NOTHING
    pyinstr("build", src, out, "--check")


def test_ninja_after_a_direct_build_writes_nothing(pyinstr, src, out, emit, ninja):
    pyinstr("build", src, out)
    before = {path: path.stat().st_mtime_ns for path in out.glob("p*/*.py")}
    emit(src, out)
    ninja()
    assert {path: path.stat().st_mtime_ns for path in out.glob("p*/*.py")} == before


@pytest.mark.parametrize(
    "options",
    [["--hooks", "numbered"], ["--exclude", "p1", "--exclude", "a b"], ["--include", "p*/m1*.py"]],
    ids=" ".join,
)
def test_options_reach_the_steps(pyinstr, src, out, emit, ninja, options):
    emit(src, out, *options)
    ninja()
    write(src, {"p1/new.py": "x = 1\n"})
    ninja()
    assert_as_direct(pyinstr, src, out, *options)


def test_what_the_command_line_takes_back_stays_so(src, out, emit, ninja, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.pyinstr]\nstrict = true\n")
    emit(src, out, "--no-strict")
    ninja()
    write(src, {"p1/new.py": "x = 1\n"})
    ninja()
    assert ninja() == NOTHING


def test_options_of_the_project_are_looked_up_again(pyinstr, src, out, emit, ninja, tmp_path):
    project = tmp_path / "pyproject.toml"
    project.write_text('[tool.pyinstr]\nexclude = ["p1"]\n')
    emit(src, out)
    ninja()
    assert_as_direct(pyinstr, src, out)
    project.write_text('[tool.pyinstr]\nexclude = ["p2"]\n')
    ninja()
    assert_as_direct(pyinstr, src, out)
    assert ninja() == NOTHING


@pytest.mark.parametrize("folder", ["src", "with $ and blank", "it's"])
def test_odd_names(pyinstr, out, emit, ninja, tmp_path, folder):
    src = tmp_path / folder
    write(src, ODD)
    emit(src, out / folder)
    ninja()
    pyinstr("build", src, tmp_path / "direct")
    assert contents(out / folder) == contents(tmp_path / "direct")
    assert ninja() == NOTHING


@pytest.mark.parametrize("name", ["new\nline.py", "return\r.txt", "t\tab.py"])
def test_what_ninja_cannot_express_is_told(src, out, emit, pyinstr, tmp_path, name):
    write(src, {name: "x = 1\n"})
    file = tmp_path / "build.ninja"
    done = pyinstr("build", src, out, "--emit-ninja", file, check=False)
    assert done.returncode == 1 and "line end" in done.stderr and "hint: " in done.stderr
    assert not file.exists()


def test_the_file_depends_on_names_alone(src, out, emit, tmp_path):
    """Not on content or time: what is the same is not written, and Ninja does not read it again."""
    emit(src, out)
    file = tmp_path / "build.ninja"
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    (src / "main.py").write_text("print(2)\n" * 100)
    assert "is up to date" in emit(src, out).stdout
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert f" {tmp_path}" not in file.read_text().replace(f"-C {tmp_path}", "")


def test_a_moved_checkout_builds_nothing_new(src, out, emit, tmp_path):
    """Paths are relative: the steps' commands, which caches go by, stay what they were."""

    def commands(folder):
        done = subprocess.run(
            ["ninja", "-C", folder, "-t", "commands"],
            env=environment.clean(), capture_output=True, text=True, check=True,
        )  # fmt: skip
        return sorted(line for line in done.stdout.splitlines() if " rewrite " in line)

    emit(src, out)
    before = commands(tmp_path)
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("src", "build.ninja"):
        (tmp_path / name).rename(moved / name)
    assert before and commands(moved) == before


def test_a_new_file_changes_few_batches(src, out, emit, tmp_path):
    def batches():
        lines = (tmp_path / "build.ninja").read_text().splitlines()
        return {line for line in lines if line.startswith("build ") and ": rewrite " in line}

    emit(src, out)
    before = batches()
    write(src, {"p0/aaa.py": "x = 1\n"})
    emit(src, out)
    assert len(before - batches()) == 1 and len(batches() - before) <= 2


def test_ninja_file_inside_the_tree(pyinstr, src, tmp_path):
    """SRC, OUT and the file in one folder: still an end to regenerating."""
    pyinstr("build", ".", "out", "--emit-ninja", "build.ninja", cwd=src)
    said = [
        subprocess.run(
            ["ninja"], cwd=src, env=environment.clean(), capture_output=True, text=True, check=True
        ).stdout
        for _ in range(3)
    ]
    assert said[-1] == NOTHING
    pyinstr("build", ".", "out", "--check", cwd=src)


def test_links_in_out_are_not_followed(src, out, emit, ninja, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "p1").symlink_to(outside)
    emit(src, out)
    ninja()
    assert not list(outside.iterdir()) and not (out / "p1").is_symlink()


def test_a_single_file_is_refused(pyinstr, src, out, tmp_path):
    done = pyinstr("build", src / "main.py", out, "--emit-ninja", tmp_path / "f", check=False)
    assert done.returncode == 2 and "pyinstr rewrite" in done.stderr


# The steps themselves


def test_a_step_takes_only_files_of_its_tree(pyinstr, src, out, tmp_path):
    done = pyinstr("rewrite", "--from", src / "p1", "--to", out, src / "main.py", check=False)
    assert done.returncode == 2 and "not below the folder of --from" in done.stderr


def test_steps_by_hand_make_a_copy(pyinstr, src, out, tmp_path):
    """What any other build engine would do."""
    tree = {str(path.relative_to(src)) for path in src.rglob("*.py") if not path.is_symlink()}
    names = sorted(tree)
    half = len(names) // 2
    step = ["rewrite", "--from", "src", "--to", "out", "--record"]
    fields = []
    for record, part in (("a", names[:half]), ("b", names[half:])):
        pyinstr(*step, record, "--", *[f"src/{name}" for name in part], cwd=tmp_path)
        fields += ["record", record]
    pyinstr(*step, "c", "--copy", "src/p1/data.txt", cwd=tmp_path)
    fields += ["record", "c", "link", "link.py", "main.py", "link", "dangling", "nowhere"]
    (tmp_path / "steps").write_text("\t".join([*fields, "folder", "empty"]))
    pyinstr("finish", "src", "out", "--steps", "steps", "--options", "hooks=frame", cwd=tmp_path)
    assert_as_direct(pyinstr, src, out)
    pyinstr("build", src, out, "--check")
