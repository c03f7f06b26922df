"""The sessions shown in the documents are had again and must read as they stand there.

In a document, what is indented by four spaces is a terminal. `$ ` begins a command; what follows
up to the next one is its output, with what was typed behind the prompts; prose in between does not
interrupt a session. Commands that need no session are not run again here: other tests do.
"""

import re
import shlex
from pathlib import Path

import pytest

from support import environment
from support.terminal import play
from support.transcript import PROMPTS

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(r'"(PYINSTR(?:_[A-Z]+)?)"')  # as the runtime's sources name a variable
DOCUMENTS = ["README.md", "docs/tutorial.md"]


def sessions(text):
    """(command, transcript) of each debugger session in a document."""
    shown = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    found = []
    for line in shown:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return [(command, lines) for command, lines in found if "PYINSTR_BREAK" in command]


def typed(lines):
    return [line[len(prompt) :] for line in lines for prompt in PROMPTS if line.startswith(prompt)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sessions_of_a_document(name, python, pyinstr, tmp_path):
    pyinstr("build", "--quiet", ROOT / "samples", tmp_path / "out")
    found = sessions((ROOT / name).read_text(encoding="utf-8"))
    assert found, f"{name} shows no session"
    for command, lines in found:
        setting, _python, program, *arguments = shlex.split(command)
        had = play(
            [str(python.path), str(tmp_path / program), *arguments],
            list(PROMPTS),
            typed(lines),
            cwd=ROOT,
            env=environment.clean(PYINSTR_BREAK=setting.removeprefix("PYINSTR_BREAK=")),
        )
        assert had.splitlines() == [*lines, "exited: 0"]


def test_every_variable_of_the_environment_is_in_the_help():
    sources = [ROOT / "runtime/python/environment.h"]
    sources += (ROOT / "runtime/python/pyinstr").glob("*.py")
    read = {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}
    help_text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert {"PYINSTR_BREAK", "PYINSTR_PROMPT"} <= read
    assert {name for name in read if f"`{name}" not in help_text} == set()
