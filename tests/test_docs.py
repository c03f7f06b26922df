"""The sessions shown in the documents are had again and must read as they stand there."""

import difflib
import re
from pathlib import Path

import pytest

from support import environment
from support.document import rewritten, sessions
from support.pypy_words import as_cpython_says
from support.terminal import play
from support.transcript import PROMPTS

ROOT = Path(__file__).resolve().parent.parent
OUR_OWN = {"PYINSTR_PROCESS", "PYINSTR_RESTARTED"}  # set by the runtime, not by people
READ = re.compile(r'"(PYINSTR(?:_[A-Z]+)?)"')  # as sources name a variable
TASKS = sorted(str(page.relative_to(ROOT)) for page in (ROOT / "docs" / "tasks").glob("*.md"))
WITHOUT_SESSIONS = {"docs/tasks/from-pdb.md", "docs/tasks/processes.md"}  # the latter shows numbers
OF_CPYTHON = {
    "docs/tasks/pytest.md": "what pytest compiles has no hooks, and so no events on PyPy",
    "docs/tasks/try-again.md": "about what is refused on PyPy",
}
DOCUMENTS = ["README.md", "docs/tutorial.md", *(t for t in TASKS if t not in WITHOUT_SESSIONS)]


def have(shown, python, build_dir, folder):
    """The session as it is had now; `out` is the copy in the folder."""
    variables, words = shown.words()
    if words[0] == "pyinstr":
        command = [build_dir / "cli" / "pyinstr", *words[1:]]
    else:
        command = [python.path, folder / words[1], *words[2:]]
    if "pytest" in words:
        variables["PYTHONPATH"] = str(Path(pytest.__file__).parent.parent)
        variables["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        variables["PYTEST_ADDOPTS"] = "-p no:cacheprovider"
    fed = 1 if "PYINSTR_COMMANDS" in variables else 0
    had = play(
        list(map(str, command)),
        list(PROMPTS),
        shown.typed()[fed:],
        fed,
        cwd=ROOT,
        env=environment.clean(**variables, PYINSTR_PYTHON=str(python.path)),
    )
    if python.implementation == "pypy":
        had = as_cpython_says(had)
    lines = had.replace(f"{folder}/", "").replace(f"{ROOT}/", "").splitlines()
    ended = lines.pop()
    assert ended == "exited: 0" or "Traceback (most recent call last):" in lines, had
    return [line for line in lines if line]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sessions_of_a_document(name, python, pyinstr, build_dir, tmp_path, request):
    if python.implementation == "pypy" and name in OF_CPYTHON:
        pytest.skip(OF_CPYTHON[name])
    pyinstr("build", "--quiet", "--hooks", python.hooks, ROOT / "samples", tmp_path / "out")
    text = (ROOT / name).read_text(encoding="utf-8")
    found = sessions(text)
    assert found, f"{name} shows no session"
    had = [
        (shown, have(shown, python, build_dir, tmp_path))
        for shown in found
        if shown.is_for(python.version)
    ]
    now = rewritten(text, had)
    if now != text and request.config.getoption("--update"):
        (ROOT / name).write_text(now, encoding="utf-8")
        return
    lines = difflib.unified_diff(
        text.splitlines(), now.splitlines(), name, "had now", lineterm="", n=1
    )
    assert now == text, "\n".join(lines)


def variables(*sources):
    """Those that these sources name as read from the environment."""
    return {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}


def variables_of_the_runtime():
    folder = ROOT / "runtime" / "python"
    return variables(folder / "environment.h", *(folder / "pyinstr").glob("*.py"))


def test_every_variable_of_the_environment_is_in_the_help():
    read = variables_of_the_runtime()
    help_text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert {"PYINSTR_BREAK", "PYINSTR_PROMPT"} <= read
    assert {name for name in read if f"`{name}" not in help_text} <= OUR_OWN


def test_every_variable_of_the_environment_is_in_the_table():
    page = (ROOT / "docs" / "environment.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(PYINSTR\w*)", page, re.MULTILINE))
    assert documented == variables_of_the_runtime() | variables(*(ROOT / "cli").glob("*.cpp"))
