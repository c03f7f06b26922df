"""`pyinstr build` where things go wrong: killed, disk full, files that come, go or are none."""

import filecmp
import json
import os
import random
import resource
import shutil
import signal
import socket
import stat
import subprocess
import threading
import time

import pytest

from support import environment

FILES = 200


def program(number, version):
    body = "".join(f"    x{line} = {number} * {line} + {version}\n" for line in range(12))
    return f"def f():\n{body}    return {version}\n\n\nprint(f())\n"


def write_tree(root, version, files=FILES):
    for number in range(files):
        folder = root / f"p{number % 17}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"m{number}.py").write_text(program(number, version))
    (root / "data.bin").write_bytes(bytes([version]) * 300_000)


def contents(root):
    """Every regular file and link below `root`, our own folder included."""
    return {
        path.relative_to(root).as_posix(): (
            os.readlink(path) if path.is_symlink() else path.read_bytes()
        )
        for path in root.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def unfinished(root):
    return [path for path in root.rglob("*") if path.name.startswith(".pyinstr-new")]


# Killed


def killed_after(command, delay):
    """Starts a build and kills it; whether it was still at work."""
    process = subprocess.Popen(
        command, env=environment.clean(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def exchange(one, other):
    """Two trees change names, so that what is at `one` changes as a whole and at once."""
    between = one.with_name("between")
    for old, new in ((one, between), (other, one), (between, other)):
        if old.exists():
            old.rename(new)


def test_killed_at_any_moment(pyinstr, build_dir, tmp_path):
    """Whenever a build is killed, each file is the old or the new one, and the next build ends it.

    The moments are spread over the time that an undisturbed build takes.
    """
    src, other, out = tmp_path / "src", tmp_path / "other", tmp_path / "out"
    versions = []
    for version in (1, 2):
        write_tree(src, version)
        shutil.rmtree(out, ignore_errors=True)
        begin = time.monotonic()
        pyinstr("build", src, out, "-q")
        took = time.monotonic() - begin
        versions.append(contents(out))
        exchange(src, other)
    command = [build_dir / "cli" / "pyinstr", "build", src, out, "-q"]
    moments = random.Random(20)
    met = 0
    for attempt in range(100):
        target = attempt % 2  # the version that is there is the other one, or unfinished
        met += killed_after(command, moments.uniform(0, took))
        found = contents(out)
        for name in versions[0]:
            assert found[name] in (versions[0][name], versions[1][name]), (attempt, name)
        if attempt % 5 == 4:
            pyinstr("build", src, out, "-q")
            assert contents(out) == versions[target], attempt
        exchange(src, other)
    exchange(src, other)
    pyinstr("build", src, out, "-q")
    assert contents(out) == versions[1]
    assert met > 30, f"only {met} of 100 builds were killed at work"


def test_killed_before_there_was_anything(pyinstr, build_dir, tmp_path):
    src, clean, out = tmp_path / "src", tmp_path / "clean", tmp_path / "out"
    write_tree(src, 1)
    pyinstr("build", src, clean, "-q")
    for delay in (0.005, 0.01, 0.02, 0.04):
        shutil.rmtree(out, ignore_errors=True)
        killed_after([build_dir / "cli" / "pyinstr", "build", src, out, "-q"], delay)
        pyinstr("build", src, out, "-q")
        assert contents(out) == contents(clean)


def test_the_own_number_in_a_leftover_is_no_obstacle(build_dir, tmp_path):
    """In a container an interrupted build may have had the number that the next one has."""
    src, out = tmp_path / "src", tmp_path / "out"
    write_tree(src, 1, 3)
    out.mkdir()
    script = (
        'for n in 0 1 2 3; do : >"$OUT/.pyinstr-new-$$-$n"; : >"$OUT/p0/.pyinstr-new-$$-$n"; done\n'
        'exec "$COMMAND" build -q "$SRC" "$OUT"'
    )
    (out / "p0").mkdir()
    names = {"COMMAND": build_dir / "cli" / "pyinstr", "SRC": src, "OUT": out}
    variables = {name: str(value) for name, value in names.items()}
    subprocess.run(["sh", "-c", script], env=environment.clean(**variables), check=True)
    assert not unfinished(out)
    assert (out / "p0" / "m0.py").exists()


def test_two_builds_take_turns(build_dir, tmp_path):
    src, out = tmp_path / "src", tmp_path / "out"
    write_tree(src, 1)
    command = [build_dir / "cli" / "pyinstr", "build", src, out, "-q"]
    builds = [subprocess.Popen(command, env=environment.clean()) for _ in range(4)]
    assert [build.wait(60) for build in builds] == [0] * 4
    assert not unfinished(out)


# Disks and limits


def limited(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_file_that_does_not_fit_is_named(pyinstr, tmp_path):
    src, out = tmp_path / "src", tmp_path / "out"
    write_tree(src, 1, 3)
    pyinstr("build", src, out)
    before = contents(out)
    write_tree(src, 2, 3)
    (src / "big.py").write_text("x = 1\n" * 100_000)
    done = pyinstr("build", src, out, check=False, preexec_fn=limited(100_000))
    assert done.returncode == 3
    assert f"{out}/data.bin: cannot write: File too large" in done.stderr
    assert f"{out}/big.py: cannot write: File too large" in done.stderr
    after = contents(out)
    assert after["data.bin"] == before["data.bin"]
    assert after["p0/m0.py"] != before["p0/m0.py"]
    assert not unfinished(out)
    pyinstr("build", src, out)
    pyinstr("build", src, tmp_path / "clean")
    assert contents(out) == contents(tmp_path / "clean")


def test_a_full_disk(pyinstr, tmp_path):
    src, disk = tmp_path / "src", tmp_path / "disk"
    write_tree(src, 1, 40)
    (src / "data.bin").unlink()
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("no file system can be mounted here")
    try:
        (disk / "ballast").write_bytes(bytes(120_000))
        done = pyinstr("build", src, disk / "out", check=False)
        assert done.returncode == 3
        assert f"{disk}/out/" in done.stderr and "No space left on device" in done.stderr
        assert not unfinished(disk)
        pyinstr("build", src, tmp_path / "clean")
        whole = contents(tmp_path / "clean")
        for name, content in contents(disk / "out").items():
            assert content == whole[name], name
        (disk / "ballast").unlink()
        subprocess.run(["mount", "-o", "remount,size=2m", disk], check=True)
        pyinstr("build", src, disk / "out")
        assert contents(disk / "out") == whole
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_output_that_does_not_arrive_is_an_error(build_dir, tmp_path):
    (tmp_path / "x.py").write_text("x = 1\n")
    for arguments in (["show", "x.py"], ["build", "x.py", "y.py"], ["--version"]):
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [build_dir / "cli" / "pyinstr", *arguments], cwd=tmp_path, stdout=full,
                stderr=subprocess.PIPE, text=True, env=environment.clean(),
            )  # fmt: skip
        assert done.returncode == 3 and "<stdout>: cannot write" in done.stderr


# What is no plain file


def test_pipes_and_sockets(pyinstr, tmp_path, monkeypatch):
    src = tmp_path / "src"
    src.mkdir()
    (src / "x.py").write_text("x = 1\n")
    os.mkfifo(src / "pipe.py")
    monkeypatch.chdir(src)  # a socket's name is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.py")
        done = pyinstr("build", src, tmp_path / "out", timeout=60)
        assert done.stderr.count("left out: neither a file") == 2
        assert sorted(contents(tmp_path / "out"))[-1] == "x.py"
        for name in ("pipe.py", "socket.py"):
            alone = pyinstr("build", name, f"{tmp_path}/y.py", check=False, timeout=60)
            assert alone.returncode == 2 and name in alone.stderr


def test_an_output_that_is_a_device_or_a_pipe(pyinstr, tmp_path):
    """It would be gone: files are replaced, not written to. `/dev/full` never ends when it is read."""
    source = tmp_path / "src" / "x.py"
    source.parent.mkdir()
    source.write_text("x = 1\n")
    device, pipe = tmp_path / "device", tmp_path / "pipe"
    device.symlink_to("/dev/full")
    os.mkfifo(pipe)
    step = ("rewrite", "--from", source.parent, "--to", tmp_path / "out", source, "--record")
    for output in (device, pipe):
        for command in (
            ("build", source),
            ("rewrite", source),
            ("strip", source),
            ("build", source.parent, tmp_path / "copy", "--emit-ninja"),
            step,
        ):
            done = pyinstr(*command, output, check=False, timeout=60)
            assert done.returncode == 2, (command, done.stderr)
            assert f"{output}: cannot write: a device or a pipe" in done.stderr
    assert device.is_symlink() and pipe.is_fifo()


def test_what_is_in_the_way_in_out(pyinstr, tmp_path):
    """A pipe or a dangling link in OUT gives way, a folder is told of."""
    src, out = tmp_path / "src", tmp_path / "out"
    write_tree(src, 1, 3)
    (out / "p0" / "m0.py").mkdir(parents=True)
    (out / "p1").symlink_to("nowhere")
    (out / "p2").mkdir()
    os.mkfifo(out / "p2" / "m2.py")
    done = pyinstr("build", src, out, check=False, timeout=60)
    assert done.returncode == 3 and f"{out}/p0/m0.py: cannot replace: a folder" in done.stderr
    assert (out / "p1" / "m1.py").is_file() and not (out / "p1").is_symlink()
    assert stat.S_ISREG((out / "p2" / "m2.py").stat().st_mode)


def test_a_file_that_cannot_be_read_stops_no_other(pyinstr, tmp_path):
    """Even root cannot read a process's memory from its begin."""
    done = pyinstr("build", "/proc/self/mem", tmp_path / "y.py", check=False)
    assert done.returncode == 3 and "/mem: cannot read: Input/output error" in done.stderr
    assert not unfinished(tmp_path) and not (tmp_path / "y.py").exists()


def test_files_that_do_not_tell_their_size(pyinstr, tmp_path):
    pyinstr("build", "/proc/self/mounts", tmp_path / "mounts", check=False)
    assert (tmp_path / "mounts").stat().st_size > 0


def test_links_to_nothing_and_in_circles(pyinstr, tmp_path):
    src, out = tmp_path / "src", tmp_path / "out"
    (src / "deep").mkdir(parents=True)
    texts = {"a": "b", "b": "a", "self": "self", "up": "deep/..", "gone": "/nowhere"}
    for name, text in texts.items():
        (src / name).symlink_to(text)
    (src / "deep" / "loop").symlink_to("..")
    pyinstr("build", src, out, timeout=60)
    links = {name: text for name, text in contents(out).items() if isinstance(text, str)}
    links.pop(".pyinstr/pyinstr", None)
    assert links == {
        "a": "b", "b": "a", "deep/loop": "..", "gone": "/nowhere", "self": "self", "up": "deep/.."
    }  # fmt: skip
    pyinstr("build", src, out, "--check")


def test_src_may_be_a_link(pyinstr, tmp_path):
    write_tree(tmp_path / "real", 1, 3)
    (tmp_path / "src").symlink_to("real")
    (tmp_path / "to").symlink_to("elsewhere")
    (tmp_path / "elsewhere").mkdir()
    pyinstr("build", tmp_path / "src", tmp_path / "to")
    assert (tmp_path / "elsewhere" / "p0" / "m0.py").exists()


# Files that come and go


def test_files_that_come_and_go_meanwhile(pyinstr, tmp_path):
    """Whatever a build meets, it ends; what it could not read it names; the next one is whole."""
    src, out = tmp_path / "src", tmp_path / "out"
    write_tree(src, 1)
    stop = threading.Event()

    def disturb():
        chance = random.Random(3)
        while not stop.is_set():
            path = src / f"p{chance.randrange(17)}" / f"m{chance.randrange(FILES)}.py"
            if path.exists():
                path.unlink()
            else:
                path.parent.mkdir(exist_ok=True)
                path.write_text(program(1, chance.randrange(10)))
            time.sleep(0.0005)

    restless = threading.Thread(target=disturb)
    restless.start()
    try:
        for _ in range(10):
            done = pyinstr("build", src, out, check=False, timeout=60)
            assert done.returncode in (0, 3)
            lines = [line for line in done.stderr.splitlines() if line]
            assert all(": cannot read: No such file" in line for line in lines), lines
            assert (done.returncode == 3) == bool(lines)
    finally:
        stop.set()
        restless.join()
    pyinstr("build", src, out, "--delete")
    pyinstr("build", src, tmp_path / "clean")
    compared = filecmp.dircmp(out, tmp_path / "clean", ignore=[".pyinstr"])
    assert not compared.left_only and not compared.right_only
    assert contents(out) == contents(tmp_path / "clean")


# What --check sees beside the files


@pytest.mark.parametrize("lost", ["manifest", "pyinstr"])
def test_check_sees_our_own_files(pyinstr, tmp_path, lost):
    src, out = tmp_path / "src", tmp_path / "out"
    write_tree(src, 1, 3)
    pyinstr("build", src, out)
    pyinstr("build", src, out, "--check")
    path = out / ".pyinstr" / lost
    if not path.is_symlink() and not path.exists():
        pytest.skip("this build has no runtime")
    path.unlink()
    done = pyinstr("build", src, out, "--check", check=False)
    assert done.returncode == 1 and f"differs: {path}\n" in done.stdout
    report = json.loads(pyinstr("build", src, out, "--check", "--json", check=False).stdout)
    assert report["stale"] == [f".pyinstr/{lost}"]
    assert not path.exists()


def test_check_sees_a_missing_folder(pyinstr, tmp_path):
    src, out = tmp_path / "src", tmp_path / "out"
    (src / "empty").mkdir(parents=True)
    pyinstr("build", src, out)
    (out / "empty").rmdir()
    done = pyinstr("build", src, out, "--check", check=False)
    assert done.returncode == 1 and f"differs: {out}/empty\n" in done.stdout


def test_dry_run_tells_what_delete_would_do(pyinstr, tmp_path):
    src, out = tmp_path / "src", tmp_path / "out"
    write_tree(src, 1, 3)
    pyinstr("build", src, out)
    (src / "p0" / "m0.py").unlink()
    done = pyinstr("build", src, out, "--dry-run", "--delete")
    assert f"would delete: {out}/p0/m0.py\n" in done.stdout
    assert (out / "p0" / "m0.py").exists()
    assert pyinstr("build", src, out, "--check", "-q", check=False).returncode == 1
    pyinstr("build", src, out, "--delete")
    pyinstr("build", src, out, "--check")


def test_a_build_of_nothing_new_writes_nothing(pyinstr, tmp_path):
    src, out = tmp_path / "src", tmp_path / "out"
    write_tree(src, 1, 5)
    pyinstr("build", src, out)
    before = {path: path.lstat().st_mtime_ns for path in out.rglob("*")}
    time.sleep(0.02)
    pyinstr("build", src, out)
    assert {path: path.lstat().st_mtime_ns for path in out.rglob("*")} == before


# Memory


def peak_memory(command):
    """The largest size of a child, in bytes; asked in a process that has no other children."""
    ask = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        ["python3", "-c", ask, *map(os.fspath, command)],
        env=environment.clean(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout) * 1024


def test_memory_does_not_grow_with_the_tree(build_dir, tmp_path):
    """Ten times the files cost some names, but no file's content."""
    peaks = []
    for files in (200, 2000):
        write_tree(tmp_path / f"src{files}", 1, files)
        command = [build_dir / "cli" / "pyinstr", "build", "-j2", "-q"]
        peaks.append(peak_memory([*command, tmp_path / f"src{files}", tmp_path / f"out{files}"]))
    assert peaks[1] - peaks[0] < 8_000_000
    assert peaks[1] < 60_000_000


def test_a_large_file_is_copied_in_pieces(build_dir, tmp_path):
    (tmp_path / "src").mkdir()
    with open(tmp_path / "src" / "big.bin", "wb") as big:
        big.truncate(200_000_000)
    command = [build_dir / "cli" / "pyinstr", "build", "-q", tmp_path / "src", tmp_path / "out"]
    assert peak_memory(command) < 60_000_000
