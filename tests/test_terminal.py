"""The prompt on a real terminal: completion, history, blocks, colours; with prompt_toolkit and
Pygments, and with the standard library alone.

Each test looks at the screen, so that both editors must show the same.
"""

import importlib.util
from pathlib import Path

import pytest

from support import environment
from support.screen import TAB, UP, Screen

LOOKS = ("prompt_toolkit", "pygments", "wcwidth")

PROGRAM = '''\
import sys


class Account:
    def __init__(self):
        self.balance = 10
        self.history = {"first entry": 1, "second": 2}

    @property
    def secret(self):
        print("the property has run")


def work(count):
    account = Account()
    total = count
    return total


print("sum", work(2))
print("end", work(3))
'''


@pytest.fixture(scope="session")
def looks(tmp_path_factory):
    """Folders for PYTHONPATH: one that has the packages, one that hides them from an interpreter
    that has them."""
    there, hidden = tmp_path_factory.mktemp("there"), tmp_path_factory.mktemp("hidden")
    for name in LOOKS:
        found = importlib.util.find_spec(name)
        (there / name).symlink_to(Path(found.origin).parent)
        (hidden / f"{name}.py").write_text("raise ImportError('hidden by a test')\n")
    return {"toolkit": there, "readline": hidden, "plain": hidden}


@pytest.fixture
def start(python, pyinstr, looks, tmp_path):
    """start(editor, text) runs a program with a breakpoint on the terminal."""
    copy, home = tmp_path / "out", tmp_path / "home"

    def begin(editor, text=PROGRAM, stop="prog:17", **variables):
        (tmp_path / "prog.py").write_text(text)
        pyinstr("build", "--quiet", "--force", tmp_path / "prog.py", copy / "prog.py")
        variables = {
            "TERM": "xterm-256color",
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "PYTHONPATH": str(looks[editor]),
            "PYINSTR_PROMPT": editor,
            "PYINSTR_BREAK": stop,
            **variables,
        }
        screen = Screen(
            [python.path, copy / "prog.py"], cwd=tmp_path, env=environment.clean(**variables)
        )
        started.append(screen)
        return screen

    started = []
    yield begin
    for screen in started:
        screen.child.close(force=True)


both = pytest.mark.parametrize("editor", ["toolkit", "readline"])


@both
def test_completion(start, editor):
    screen = start(editor)
    screen.wait_for_prompt()
    for typed, completed in [
        ("b pro", "(dbg) b prog.py:"),
        ("longl", "(dbg) longlist"),
        ("p account.bal", "(dbg) p account.balance"),
        ("p account.history['se", "(dbg) p account.history['second']"),
        ("x = work(cou", "(dbg) x = work(count"),
    ]:
        screen.type(typed + TAB)
        screen.wait(
            lambda text, shown=completed: any(line.startswith(shown) for line in text.splitlines())
        )
        screen.interrupt()
        screen.wait_for_prompt()
    screen.enter("account.se")
    screen.type("account.secret." + TAB + "end")
    screen.wait("account.secret.end")
    screen.interrupt()
    screen.wait_for_prompt()
    assert "the property has run" not in screen.text


@both
def test_choices_are_listed(start, editor):
    screen = start(editor)
    screen.wait_for_prompt()
    screen.type("p account.history['" + TAB + TAB)
    screen.wait(lambda text: "first entry']" in text and "second']" in text)


@both
def test_a_block(start, editor):
    screen = start(editor)
    screen.wait_for_prompt()
    screen.type("for i in range(2):\r")
    screen.wait("...")
    screen.type(("" if editor == "toolkit" else "    ") + "print('round', i)\r")
    screen.wait(lambda text: text.splitlines()[-1].strip() == "...")
    screen.type("\r")
    screen.wait("round 1")
    screen.wait_for_prompt()
    assert "round 0" in screen.text


def test_what_is_pasted_behind_a_block(start):
    screen = start("readline")
    screen.wait_for_prompt()
    screen.type("for i in range(2):\r    print('round', i)\rtotal = 7\rif total:\r    total += 1\relse:\r    pass\rcontinue\r")
    screen.wait(lambda text: "round 1" in text.splitlines() and "sum 8" in text.splitlines())
    assert "SyntaxError" not in screen.text


@both
def test_history_is_kept_for_the_project(start, editor, tmp_path):
    (tmp_path / "pyproject.toml").touch()
    screen = start(editor)
    screen.wait_for_prompt()
    screen.enter("p 'remember me'")
    screen.type("q\r")
    assert screen.end() == 1
    screen = start(editor)
    screen.wait_for_prompt()
    screen.type(UP + UP)
    screen.wait("(dbg) p 'remember me'")
    kept = list((tmp_path / "home/state/pyinstr/history").glob(tmp_path.name + "-*"))
    texts = [path.read_text() for path in kept if path.suffix != ".lock"]
    assert texts == ["p 'remember me'\nq\n"]


@both
def test_history_can_be_switched_off(start, editor, tmp_path):
    screen = start(editor, PYINSTR_HISTORY="off")
    screen.wait_for_prompt()
    screen.enter("p 'forget me'")
    screen.type("c\r")
    screen.wait_for_prompt()
    assert not (tmp_path / "home").exists()


@both
def test_keys(start, editor):
    screen = start(editor)
    screen.wait_for_prompt()
    screen.type("p 'never typed to its en")
    screen.wait("(dbg) p 'never typed to its en")
    screen.interrupt()
    screen.wait_for_prompt()
    screen.enter("p 20 + 22")
    screen.wait("42")
    screen.type("\x04")
    assert screen.end() == 0
    assert "end 3" in screen.text


WAITS = """\
import time

def work():
    done = False
    print("waits", flush=True)
    while not done:
        time.sleep(0.05)
    return "ended"

print(work())
"""


@pytest.mark.parametrize("options", [[], ["--no-hooks"]])
def test_ctrl_c_stops_a_running_program(python, build_dir, tmp_path, options):
    if python.implementation == "pypy" and options:
        pytest.skip("the main module has no hooks, nor is it monitored")
    (tmp_path / "prog.py").write_text(WAITS)
    command = [build_dir / "cli" / "pyinstr", "run", "--python", python.path, *options, "prog.py"]
    screen = Screen(command, cwd=tmp_path, env=environment.clean(TERM="xterm"))
    screen.wait_for_prompt()
    screen.type("continue\r")
    screen.wait(lambda text: "waits" in text.splitlines())
    screen.interrupt()
    screen.wait("stopped: pause, prog.py:")
    screen.wait_for_prompt()
    screen.enter("done = True")
    screen.type("continue\r")
    assert screen.end() == 0
    assert "ended" in screen.lines


@pytest.mark.parametrize("wish, told", [("", False), ("toolkit", True)])
def test_without_prompt_toolkit(start, wish, told):
    screen = start("readline", PYINSTR_PROMPT=wish)
    screen.wait_for_prompt()
    screen.type("longl" + TAB)
    screen.wait("(dbg) longlist")
    assert ("the prompt goes on without toolkit" in screen.text) == told


def test_a_block_is_edited_as_a_whole(start):
    screen = start("toolkit")
    screen.wait_for_prompt()
    screen.type("if True:\rtotal = 5\r")
    screen.wait("    total = 5")
    screen.type(UP + UP + "\x05" + "  # yes\x1b[B\x1b[B\r")
    screen.wait_for_prompt()
    screen.enter("p total")
    assert "5" in screen.lines


def test_plain(start):
    screen = start("plain")
    screen.wait_for_prompt()
    screen.enter("p total + 1")
    assert "3" in screen.lines
    screen.type("\x04")
    assert screen.end() == 0


OWN_READLINE = '''\
import readline
readline.add_history("the program's own")
readline.set_completer(len)
readline.set_completer_delims(" ")
x = 1
print(readline.get_current_history_length(), readline.get_history_item(1))
print(readline.get_completer() is len, repr(readline.get_completer_delims()))
print("read:", input("name? "))
'''


@both
def test_the_programs_own_readline(start, editor):
    screen = start(editor, OWN_READLINE, "prog:5")
    screen.wait_for_prompt()
    screen.enter("p 'ours'")
    screen.type("c\r")
    screen.wait("name?")
    screen.type("me\r")
    assert screen.end() == 0
    assert "1 the program's own" in screen.text
    assert "True ' '" in screen.text
    assert "read: me" in screen.text


LOOP = '''\
import asyncio, signal

async def ticks(seen):
    for _ in range(3):
        await asyncio.sleep(0)
        seen.append(1)

async def main():
    loop, seen, caught = asyncio.get_running_loop(), [], []
    loop.add_signal_handler(signal.SIGUSR1, caught.append, 1)
    other = asyncio.ensure_future(ticks(seen))
    task = asyncio.current_task()
    before = signal.getsignal(signal.SIGINT)
    x = 1
    assert asyncio.get_running_loop() is loop
    assert asyncio.current_task() is task
    assert signal.getsignal(signal.SIGINT) is before
    signal.raise_signal(signal.SIGUSR1)
    await other
    await asyncio.sleep(0.1)
    print("seen", len(seen), "caught", len(caught))

asyncio.run(main())
'''


@both
def test_inside_a_running_event_loop(start, editor):
    screen = start(editor, LOOP, "prog:15")
    screen.wait_for_prompt()
    screen.enter("p len(seen)")
    screen.type("p tas" + TAB)
    screen.wait("(dbg) p task")
    screen.type("\r")
    screen.wait_for_prompt()
    screen.type("c\r")
    assert screen.end() == 0
    assert "seen 3 caught 1" in screen.text


THREAD = '''\
import threading

def work():
    inside = 1
    return inside

thread = threading.Thread(target=work)
thread.start()
thread.join()
print("threads", threading.active_count())
'''


@both
def test_in_a_thread(start, editor):
    screen = start(editor, THREAD, "prog:5")
    screen.wait_for_prompt()
    screen.type("p ins" + TAB)
    screen.wait("(dbg) p inside")
    screen.type("\r")
    screen.wait_for_prompt()
    screen.type("c\r")
    assert screen.end() == 0
    assert "threads 1" in screen.text


@both
def test_colours(start, editor):
    screen = start(editor)
    screen.wait_for_prompt()
    screen.enter("longlist")
    assert screen.colour_of("def work") == "magenta"
    assert screen.colour_of("work(count)") == "blue"


@both
@pytest.mark.parametrize("switch", [{"NO_COLOR": "1"}, {"PYINSTR_COLOR": "never"}])
def test_no_colours(start, editor, switch):
    screen = start(editor, **switch)
    screen.wait_for_prompt()
    screen.type("longlist\r")
    screen.wait("def work")
    screen.wait_for_prompt()
    colours = {cell.fg for row in screen.screen.buffer.values() for cell in row.values()}
    assert colours == {"default"}
