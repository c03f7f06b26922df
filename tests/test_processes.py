"""Programs that fork and start others, on a terminal of their own: whom the debugger follows, and
that no two processes ever read the terminal at once."""

import re
import textwrap

import pexpect
import pytest

from support import environment

PROMPT = r"(?:\[(\d+)\] )?\(dbg\) "
FORK = """\
    import os
    import sys

    def work(name):
        return len(name)

    child = os.fork()
    if child == 0:
        work("child")
        print("child ends", flush=True)
        os._exit(7)
    work("parent")
    print("status", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Session:
    """A program of a copy on a pseudo-terminal, as a person has it."""

    def __init__(self, child, folder):
        self.child, self.folder = child, folder
        self.said = ""

    def prompt(self):
        """Waits for a prompt; what was said before it, and the process that asks (0: not told)."""
        self.child.expect(PROMPT)
        self.said += self.child.before
        return self.child.before, int(self.child.match.group(1) or 0)

    def type(self, line):
        self.child.sendline(line)

    def value(self, expression):
        """What an expression typed at the prompt gives; the next prompt is had already."""
        self.type(expression)
        return self.prompt()[0].splitlines()[-1].strip()

    def end(self):
        """Everything said until the end, and the exit status."""
        self.child.expect(pexpect.EOF)
        self.said += self.child.before
        self.child.close()
        return self.said, self.child.exitstatus


@pytest.fixture
def start(python, pyinstr, build_dir, tmp_path):
    """start(program, stop=…) builds a copy of the program and runs it, or the original under
    `pyinstr run` with `options`."""
    sessions = []

    def run(program, *, stop, options=None, **variables):
        source = tmp_path / "src" / "prog.py"
        source.parent.mkdir()
        source.write_text(textwrap.dedent(program), encoding="utf-8")
        if options is None:
            pyinstr("build", "--quiet", source.parent, tmp_path / "out")
            command = [python.path, tmp_path / "out" / "prog.py"]
        else:
            runner = build_dir / "python" / "pyinstr" / "__main__.py"
            command = [python.path, runner, "--no-first-stop", *options, source]
        line = 1 + next(i for i, text in enumerate(source.read_text().splitlines()) if stop in text)
        child = pexpect.spawn(
            str(command[0]),
            list(map(str, command[1:])),
            env={**environment.clean(**variables), "PYINSTR_BREAK": f"prog:{line}", "NO_COLOR": "1"},
            cwd=str(tmp_path),
            encoding="utf-8",
            timeout=60,
            echo=False,
        )
        sessions.append(Session(child, tmp_path))
        return sessions[-1]

    yield run
    for session in sessions:
        session.child.close(force=True)


def test_a_child_runs_on_without_stopping_and_says_so_once(start):
    session = start(FORK, stop="return len(name)")
    before, process = session.prompt()
    assert process == 0
    assert session.value("name") == "'parent'"
    session.type("continue")
    said, status = session.end()
    assert status == 0
    assert "child ends" in said and "status 7" in said
    assert len(re.findall(r"pyinstr: process \d+ does not stop at prog.py:5", said)) == 1


def test_the_child_is_followed_and_the_parent_runs_on(start):
    session = start(FORK, stop="return len(name)", PYINSTR_FOLLOW="child")
    before, process = session.prompt()
    assert f"[{process}] stopped: breakpoint 1, prog.py:5 in work" in before
    assert session.value("name") == "'child'"
    assert session.value("os.getpid()") == str(process)
    session.type("next")
    assert "prog.py:10 in <module>" in session.prompt()[0]
    session.type("continue")
    said, status = session.end()
    assert status == 0 and "status 7" in said
    assert "child ends" in said


def test_both_are_asked_one_after_the_other(start):
    session = start(FORK, stop="return len(name)", PYINSTR_FOLLOW="both")
    asked = {}
    for _ in range(2):
        _, process = session.prompt()
        asked[process] = session.value("name")
        assert session.value("os.getpid()") == str(process)
        session.type("continue")
    said, status = session.end()
    assert sorted(asked.values()) == ["'child'", "'parent'"]
    assert len(asked) == 2
    assert status == 0 and "status 7" in said


def test_the_command_chooses_for_forks_to_come(start):
    session = start(FORK, stop="child = os.fork()")
    session.prompt()
    session.type("follow")
    assert "child processes run on without stopping" in session.prompt()[0]
    session.type("follow sideways")
    assert "`sideways` is none of `parent`, `child` and `both`" in session.prompt()[0]
    session.type("break 5")
    session.prompt()
    session.type("follow child")
    assert "a process that forks runs on, its children stop" in session.prompt()[0]
    session.type("continue")
    session.prompt()
    assert session.value("name") == "'child'"
    session.type("continue")
    assert session.end()[1] == 0


def test_a_step_over_a_fork_ends_in_the_parent_only(start):
    session = start(FORK, stop="child = os.fork()")
    session.prompt()
    session.type("next")
    assert "prog.py:8 in <module>" in session.prompt()[0]
    assert session.value("child > 0") == "True"
    session.type("continue")
    said, status = session.end()
    assert status == 0 and "status 7" in said


def test_a_fork_typed_at_the_prompt_has_one_process_there(start):
    session = start(FORK, stop='work("parent")')
    session.prompt()
    session.type("extra = os.fork() or sys.exit")
    session.prompt()
    assert session.value("type(extra)") == "<class 'int'>"
    session.type("continue")
    said, status = session.end()
    assert status == 0


POOL = """\
    import multiprocessing
    import os

    def work(number):
        return number * 2

    def main():
        context = multiprocessing.get_context("{method}")
        process = context.Process(target=work, args=(21,))
        process.start()
        process.join()
        print("status", process.exitcode, flush=True)

    if __name__ == "__main__":
        main()
"""


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing_is_asked_at_the_terminal(start, method):
    session = start(POOL.format(method=method), stop="return number", PYINSTR_FOLLOW="child")
    before, process = session.prompt()
    assert "prog.py:5 in work" in before
    assert session.value("number") == "21"
    assert session.value("os.getpid()") == str(process)
    session.type("continue")
    said, status = session.end()
    assert status == 0 and "status 0" in said


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize("options", [[], ["--no-hooks"]], ids=["hooks", "no hooks"])
def test_children_are_prepared_as_the_parent_was(start, python, method, options):
    if python.implementation == "pypy" and (options or method == "forkserver"):
        pytest.skip("the main module has no hooks, nor is it monitored")
    program = POOL.format(method=method)
    session = start(program, stop="return number", options=options, PYINSTR_FOLLOW="child")
    before, process = session.prompt()
    assert "prog.py:5 in work" in before
    assert session.value("os.getpid()") == str(process)
    session.type("continue")
    said, status = session.end()
    assert status == 0 and "status 0" in said


CHOICES = {"copy": None, "run": [], "no hooks": ["--no-hooks"]}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize("choice", CHOICES)
def test_children_have_what_was_armed_at_a_prompt(start, python, method, choice):
    if python.implementation == "pypy" and (choice == "no hooks" or method == "forkserver"):
        pytest.skip("the main module has no hooks, nor is it monitored")
    program = POOL.format(method=method)
    session = start(program, stop="context =", options=CHOICES[choice], PYINSTR_FOLLOW="both")
    session.prompt()
    session.type("break 5 if number == 21")
    session.prompt()
    session.type("commands")
    session.child.expect_exact("(com) ")
    session.type("p number * 2")
    session.child.expect_exact("(com) ")
    session.type("end")
    session.prompt()
    session.type("continue")
    before, process = session.prompt()
    assert "stopped: breakpoint" in before and "prog.py:5 in work" in before
    assert "42" in (line.strip() for line in before.splitlines())
    assert session.value("os.getpid()") == str(process)
    session.type("continue")
    said, status = session.end()
    assert status == 0 and "status 0" in said


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_children_have_no_more_what_was_cleared(start, method):
    program = POOL.format(method=method)
    program = program.replace("process.start()\n", "work(1)\n        process.start()\n")
    session = start(program, stop="return number", PYINSTR_FOLLOW="both")
    session.prompt()
    session.type("clear 1")
    session.prompt()
    session.type("continue")
    session.child.expect(pexpect.EOF)
    assert "stopped" not in session.child.before
    session.child.close()
    assert session.child.exitstatus == 0


def test_children_have_what_the_command_line_armed(start):
    session = start(POOL.format(method="spawn"), stop="print(", options=["-b", "prog:5"], PYINSTR_FOLLOW="child")
    assert "prog.py:5 in work" in session.prompt()[0]
    session.type("continue")
    assert session.end()[1] == 0


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_who_has_a_child_is_no_longer_asked(start, method):
    program = POOL.format(method=method)
    program = program.replace("process.start()\n", "process.start()\n        print('parent', work(1))\n")
    session = start(program, stop="return number", PYINSTR_FOLLOW="child")
    assert session.prompt()[1] != session.child.pid
    assert session.value("number") == "21"
    session.type("continue")
    said, status = session.end()
    assert status == 0 and "parent 2" in said and "status 0" in said


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_children_add_to_the_trace(start, method, tmp_path):
    program = POOL.format(method=method)
    program = program.replace("process.start()\n", "work(1)\n        process.start()\n")
    session = start(program, stop="print(", PYINSTR_TRACE=str(tmp_path / "trace.txt"))
    session.prompt()
    session.type("continue")
    assert session.end()[1] == 0
    rows = (tmp_path / "trace.txt").read_text().splitlines()
    assert sum(row.endswith("prog.py:5 work") for row in rows) == 2
    assert rows[0].endswith("prog.py:1 <module>")


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize("asked", ["environment", "prompt"])
def test_children_add_to_views(start, method, asked, tmp_path):
    program = POOL.format(method=method)
    program = program.replace("process.start()\n", "work(1)\n        process.start()\n")
    view = f"trace calls of work into {tmp_path / 'calls.txt'}"
    session = start(program, stop="context =", **({"PYINSTR_VIEWS": view} if asked == "environment" else {}))
    session.prompt()
    if asked == "prompt":
        session.type(view)
        session.prompt()
    session.type("continue")
    assert session.end()[1] == 0
    rows = (tmp_path / "calls.txt").read_text().splitlines()
    assert [row.split()[-1] for row in rows] == ["work(number=1)", "work(number=21)"]


def test_children_count_for_themselves(start, tmp_path):
    hits = tmp_path / "hits.txt"
    session = start(FORK.replace("os._exit(7)", "sys.exit(7)"), stop="print(", PYINSTR_VIEWS=f"count into {hits}")
    assert session.end()[1] == 0
    [childs] = [path for path in tmp_path.iterdir() if path.name.startswith("hits.txt.")]
    counted = [row.split(None, 2)[:2] for row in childs.read_text().splitlines()]
    assert ["1", "prog.py:10"] in counted and not any(place == "prog.py:1" for _, place in counted)
    assert "prog.py:1  import os" in hits.read_text() and "prog.py:10 " not in hits.read_text()


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing_runs_on_if_the_parent_is_followed(start, method):
    session = start(POOL.format(method=method), stop="return number")
    said, status = session.end()
    assert status == 0 and "status 0" in said
    assert "does not stop at prog.py:5" in said


def test_the_workers_of_a_pool_take_turns(start):
    program = """\
        import concurrent.futures
        import os

        def work(number):
            return number * 2

        if __name__ == "__main__":
            with concurrent.futures.ProcessPoolExecutor(3) as pool:
                print("sum", sum(pool.map(work, range(6))), flush=True)
    """
    session = start(program, stop="return number", PYINSTR_FOLLOW="child")
    numbers = []
    for _ in range(6):
        _, process = session.prompt()
        numbers.append(session.value("number"))
        assert session.value("os.getpid()") == str(process)
        session.type("continue")
    said, status = session.end()
    assert sorted(numbers) == list("012345")
    assert status == 0 and "sum 30" in said


def test_a_program_that_is_started_is_a_child(start):
    program = """\
        import os
        import subprocess
        import sys

        def work(depth):
            return depth

        depth = int(os.environ.get("DEPTH", "0"))
        if depth < 1:
            environment = dict(os.environ, DEPTH="1")
            subprocess.run([sys.executable, *sys.argv], env=environment, check=True)
        work(depth)
        print("depth", depth, "ends", flush=True)
    """
    session = start(program, stop="return depth")
    session.prompt()
    assert session.value("depth") == "0"
    session.type("continue")
    said, status = session.end()
    assert status == 0
    assert "depth 1 ends" in said and "does not stop at prog.py:6" in said


FORK_BESIDE = """\
    import os
    import threading

    asked = threading.Event()

    def work():
        here = "a worker"
        return here

    def after(name):
        return name

    worker = threading.Thread(target=work)
    worker.start()
    asked.wait()
    child = os.fork()
    after("child" if child == 0 else "parent")
    if child == 0:
        os._exit(7)
    print("status", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    worker.join()
"""


def test_a_fork_while_another_thread_is_at_the_prompt(start):
    session = start(FORK_BESIDE, stop="return here", PYINSTR_FOLLOW="parent")
    session.prompt()
    session.type("asked.set()")
    # The child ends while the parent's worker is at the prompt, before that is shown again or after.
    if "status 7" not in session.prompt()[0]:
        session.child.expect("status 7")
    assert session.value("here") == "'a worker'"
    session.type("continue")
    assert session.end()[1] == 0


def test_the_terminal_is_as_it_was(start):
    session = start(FORK, stop="return len(name)", PYINSTR_FOLLOW="both")
    import termios

    before = termios.tcgetattr(session.child.child_fd)[:4]
    for _ in range(2):
        session.prompt()
        session.type("continue")
    session.child.expect("status 7")
    assert termios.tcgetattr(session.child.child_fd)[:4] == before
    assert session.end()[1] == 0
