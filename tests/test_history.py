"""The file that keeps what was typed: per project, shared by processes, bounded."""

import importlib.util
import multiprocessing
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "runtime/python/pyinstr/history.py"


def load():
    spec = importlib.util.spec_from_file_location("history", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def history():
    return load()


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "state" / "entries")


def add_many(file, name, count):
    own = load().History(file)
    for number in range(count):
        own.add(f"{name} {number}")


def test_entries_come_back_as_they_were(history, file):
    entries = ["p x", "for i in y:\n    print(i)\n", "p '\\n\\\\'", "p 'ä\udc80'", "p x"]
    first = history.History(file)
    for entry in entries:
        first.add(entry)
    assert history.History(file).entries == entries


def test_nothing_blank_and_nothing_twice(history, file):
    own = history.History(file)
    for entry in ["", "  ", "n", "n", "s", "n"]:
        own.add(entry)
    assert history.History(file).entries == ["n", "s", "n"]


def test_processes_keep_what_others_added(history, file):
    """Enough of them that the file is shortened while others write."""
    count, processes = 1200, 4
    context = multiprocessing.get_context("spawn")
    running = [
        context.Process(target=add_many, args=(file, f"process{i}", count))
        for i in range(processes)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
        assert process.exitcode == 0
    lines = Path(file).read_text().split("\n")[:-1]
    assert history.MOST_ENTRIES <= len(lines) <= 2 * history.MOST_ENTRIES
    assert all(line.partition(" ")[2].isdigit() for line in lines)
    for name in {line.partition(" ")[0] for line in lines}:
        numbers = [int(line.split()[1]) for line in lines if line.startswith(name + " ")]
        assert numbers == list(range(numbers[0], count))


def test_a_history_that_cannot_be_kept(history, tmp_path):
    (tmp_path / "state").write_text("a file where a folder is needed")
    own = history.History(str(tmp_path / "state" / "entries"))
    own.add("n")
    own.add("s")
    assert own.entries == ["n", "s"]


def test_the_project_is_the_nearest_folder_that_looks_like_one(history, tmp_path, monkeypatch):
    (tmp_path / "project/package/inner").mkdir(parents=True)
    (tmp_path / "project/pyproject.toml").touch()
    (tmp_path / "other").mkdir()
    inner = tmp_path / "project/package/inner"
    assert history.project_folder(inner) == str(tmp_path / "project")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("PYINSTR_HISTORY", raising=False)
    files = []
    for folder in (inner, tmp_path / "project", tmp_path / "other"):
        monkeypatch.chdir(folder)
        files.append(history.history_file())
    assert files[0] == files[1] != files[2]
    assert files[0].startswith(str(tmp_path / "state/pyinstr/history/project-"))


def test_switched_off_or_elsewhere(history, monkeypatch):
    monkeypatch.setenv("PYINSTR_HISTORY", "off")
    assert history.history_file() is None
    monkeypatch.setenv("PYINSTR_HISTORY", "/somewhere/else")
    assert history.history_file() == "/somewhere/else"
