"""Every transcript in sessions/ is had again, on every interpreter, and must read the same: with
hooks, and over the interpreter's own events, in programs that were not rewritten."""

import difflib
import shutil
from pathlib import Path

import pytest

from support import environment
from support.pypy_words import as_cpython_says
from support.terminal import play
from support.transcript import parse

SESSIONS = Path(__file__).parent / "sessions"
SAMPLES = Path(__file__).parent.parent / "samples"
STORIES = sorted(SESSIONS.glob("*.txt"))

NEEDS_HOOKS: dict[str, str] = {
    "function_breakpoints": "what a copy holds is known before it is imported",
    "jump_tool": "a stop without hooks is in the event of a line: nothing has to be taken",
    "jump_tracer": "a stop without hooks is in the event of a line: nothing has to be taken",
    "restart": "a program under `pyinstr run` stops at its end, so it can always be restarted",
    "steps_take_nothing": "what they take is what serves code without hooks",
    "text_changes": "the text of a file without hooks is read once",
    "threads_held": "threads are held at hooks",
    "threads_held_lock": "threads are held at hooks",
}
"""Transcripts that do not read the same without hooks, each with the reason."""

SHOWS_TRACE_FUNCTION = {"jump"}
"""Those that show `sys.gettrace()`, which is ours below 3.12, where code without hooks is served."""

NEEDS_CPYTHON: dict[str, str] = {
    "executed": "code without hooks has no events on PyPy",
    "interrupt_at_work": "on PyPy a condition is asked from Python, and stopped in itself",
    "interrupted": "PyPy takes a trace function away that lets an exception out",
    "into_others": "code without hooks has no events on PyPy",
    "jump": "jumps are refused on PyPy",
    "library": "code without hooks has no events on PyPy",
    "others_": "code without hooks has no events on PyPy",
    "reraised": "its trace functions are not told of lines",
    "until": "a step over 800,000 hooks takes half a minute on PyPy",
}
"""Transcripts that cannot be had on PyPy, by how their names begin, each with the reason."""

NUMBERED = ("catch", "generator", "loop_headers", "post_mortem", "running_loop", "tasks_stepping", "threads")
"""Transcripts that are had again with numbered hooks."""


def needs_cpython(stem):
    """Why; None if it does not."""
    return next((why for begin, why in NEEDS_CPYTHON.items() if stem.startswith(begin)), None)


def lay_out(story, pyinstr, folder, hooks):
    """Writes the programs and builds the copy of them; the copy's folder."""
    sources, copy = folder / "src", folder / "out"
    sources.mkdir()
    for name, text in story.files.items():
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        (sources / name).write_text(text, encoding="utf-8")
    for name in story.samples:
        shutil.copy(SAMPLES / name, sources / name)
    pyinstr("build", "--quiet", "--hooks", hooks, sources, copy)
    return copy


def have(story, python, pyinstr, build_dir, folder, hooks):
    """Has the session; the text of it, with the test's own folders named `OUT` and `SRC`.

    Programs of the copy are run where the originals are, `pyinstr run` where the copy is.
    """
    copy, sources = lay_out(story, pyinstr, folder, hooks), folder / "src"
    program, *arguments = story.command
    if program == "pyinstr":
        folder_of_run, command = copy, [build_dir / "cli" / "pyinstr", *arguments]
    else:
        folder_of_run, command = sources, [python.path, copy / program, *arguments]
    variables = {**story.environment, "PYINSTR_PYTHON": str(python.path)}
    text = play(
        list(map(str, command)),
        story.prompts,
        story.typed(),
        story.fed,
        cwd=folder_of_run,
        env=environment.clean(**variables),
    )
    text = text.replace(str(copy), "OUT").replace(str(sources), "SRC")
    return as_cpython_says(text) if python.implementation == "pypy" else text


def without_hooks(command):
    """The words for the same run of the originals."""
    if command[:2] == ["pyinstr", "run"]:
        return ["run", "--no-hooks", *command[2:]]
    return ["run", "--no-hooks", "--no-first-stop", "--no-post-mortem", *command]


def have_without_hooks(story, python, pyinstr, build_dir, folder):
    """The same session in the originals, whose folder takes both names."""
    lay_out(story, pyinstr, folder, "frame")
    sources = folder / "src"
    text = play(
        [str(build_dir / "cli" / "pyinstr"), *without_hooks(story.command)],
        story.prompts,
        story.typed(),
        story.fed,
        cwd=sources,
        env=environment.clean(**story.environment, PYINSTR_PYTHON=str(python.path)),
    )
    return text.replace(str(sources), "OUT")


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
def test_session(path, python, pyinstr, build_dir, tmp_path, request):
    story = parse(path.read_text(encoding="utf-8"))
    if python.version < story.first_version:
        pytest.skip("the session is of a later Python")
    if python.implementation == "pypy" and needs_cpython(path.stem):
        pytest.skip(needs_cpython(path.stem))
    session = have(story, python, pyinstr, build_dir, tmp_path, python.hooks)
    actual = path.with_suffix(".actual")
    if session == story.session:
        actual.unlink(missing_ok=True)
        return
    if request.config.getoption("--update") and python is request.config.pyinstr_pythons[0]:
        path.write_text(story.head + session, encoding="utf-8")
        return
    actual.write_text(story.head + session, encoding="utf-8")
    lines = difflib.unified_diff(
        story.session.splitlines(), session.splitlines(), path.name, actual.name, lineterm=""
    )
    pytest.fail("\n".join(lines), pytrace=False)


@pytest.mark.parametrize("stem", NUMBERED)
def test_session_numbered(stem, python, pyinstr, build_dir, tmp_path):
    """A numbered copy is for every interpreter."""
    if python.implementation == "pypy":
        pytest.skip("where copies are numbered, test_session is that")
    story = parse((SESSIONS / f"{stem}.txt").read_text(encoding="utf-8"))
    if python.version < story.first_version:
        pytest.skip("the session is of a later Python")
    assert have(story, python, pyinstr, build_dir, tmp_path, "numbered") == story.session


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
def test_session_without_hooks(path, python, pyinstr, build_dir, tmp_path):
    if path.stem in NEEDS_HOOKS:
        pytest.skip(NEEDS_HOOKS[path.stem])
    if python.version < (3, 12) and path.stem in SHOWS_TRACE_FUNCTION:
        pytest.skip("it shows the trace function")
    if python.implementation == "pypy":
        pytest.skip("there are no events of the interpreter's")
    story = parse(path.read_text(encoding="utf-8"))
    if python.version < story.first_version:
        pytest.skip("the session is of a later Python")
    session = have_without_hooks(story, python, pyinstr, build_dir, tmp_path)
    lines = difflib.unified_diff(
        story.session.splitlines(), session.splitlines(), path.name, "without hooks", lineterm=""
    )
    assert session == story.session, "\n".join(lines)
