"""What a transcript cannot show of views: files written at the end, what is taken of the interpreter's
and given back, threads that run already."""

import subprocess

from support import environment

PROGRAM = """\
import sys

for n in range(100):
    if n % 10 == 0:
        last = n
sys.exit(3)
"""


def run(python, pyinstr, folder, text, **variables):
    """What the instrumented program says on standard output."""
    source = folder / "prog.py"
    source.write_text(text, encoding="utf-8")
    pyinstr("build", "--quiet", "--hooks", python.hooks, source, folder / "out" / "prog.py")
    ran = subprocess.run(
        [python.path, folder / "out" / "prog.py"],
        env=environment.clean(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


TAKEN = """\
import sys
import threading

import pyinstr


def holder():
    if hasattr(sys, "monitoring"):
        return sys.monitoring.get_tool(sys.monitoring.DEBUGGER_ID)
    return sys.gettrace() and "pyinstr"


def f():
    return 1


def obey(*commands):
    pyinstr.set_trace(commands=[*commands, "continue"])


print(holder())
obey("trace calls", "trace f()")
print(holder())
obey("trace off")
print(holder(), threading._trace_hook, sys._getframe().f_trace)
"""


def test_what_a_trace_of_calls_takes_it_gives_back(python, pyinstr, tmp_path):
    said = run(python, pyinstr, tmp_path, TAKEN)
    rows = [line for line in said.splitlines() if line.startswith(("None", "pyinstr", "prog.py"))]
    # The trace of a value calls f, too, at each line: that is the debugger's own call, which is not told.
    assert rows == [
        "None",
        "prog.py:23 in <module>: f() = 1",
        "prog.py:7: holder()",
        "pyinstr",
        "prog.py:17: obey(*commands=('trace off',))",
        "None None None",
    ]


FOREIGN = """\
import sys

import pyinstr

if hasattr(sys, "monitoring"):
    sys.monitoring.use_tool_id(sys.monitoring.DEBUGGER_ID, "other tool")
else:
    def other_tool(*event):
        return None
    sys.settrace(other_tool)
pyinstr.set_trace(commands=["trace returns", "trace", "continue"])
if hasattr(sys, "monitoring"):
    print(sys.monitoring.get_tool(sys.monitoring.DEBUGGER_ID))
else:
    print(sys.gettrace())
"""


def test_who_has_the_events_keeps_them(python, pyinstr, tmp_path):
    said = run(python, pyinstr, tmp_path, FOREIGN)
    assert "calls cannot be traced" in said and "other" in said.splitlines()[-1], said
    assert "no views;" in said


RUNNING = """\
import threading
import time

import pyinstr


def tick(n):
    return n


def work():
    while not done.is_set():
        tick(1)
        time.sleep(0.001)


done = threading.Event()
threads = [threading.Thread(target=work, name=f"worker {i}") for i in range(3)]
for thread in threads:
    thread.start()
pyinstr.set_trace(commands=["trace calls of tick into rows.txt", "continue"])
limit = time.monotonic() + 60
while time.monotonic() < limit:
    rows = set(open("rows.txt").read().splitlines())
    if all(any(f'"worker {i}"' in row for row in rows) for i in range(3)):
        break
    time.sleep(0.01)
done.set()
for thread in threads:
    thread.join()
tick(2)
print(*sorted(row.strip() for row in set(open("rows.txt").read().splitlines())), sep="\\n")
"""


def test_threads_that_run_already_are_traced(python, pyinstr, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = run(python, pyinstr, tmp_path, RUNNING)
    rows = [line for line in said.splitlines() if "tick(" in line and line.startswith("prog.py")]
    workers = [f'prog.py:7, in thread "worker {i}": tick(n=1)' for i in range(3)]
    assert rows == [*workers, "prog.py:7: tick(n=2)"]


LIBRARY = """\
import json


def f():
    return json.dumps([1])


f()
"""


def test_code_that_steps_pass_over_is_left_out(python, pyinstr, tmp_path):
    def called(**variables):
        path = tmp_path / "calls.txt"
        run(python, pyinstr, tmp_path, LIBRARY, PYINSTR_VIEWS=f"trace calls into {path}", **variables)
        return [row.split("(")[0].split()[-1] for row in path.read_text().splitlines()]

    assert called() == ["f"]
    assert called(PYINSTR_SKIP="__main__") == []
    assert {"f", "dumps"} & set(called(PYINSTR_ONLY="json")) == {"dumps"}


def test_counts_are_written_when_the_program_ends(python, pyinstr, tmp_path):
    source, hits = tmp_path / "loop.py", tmp_path / "hits.txt"
    source.write_text(PROGRAM, encoding="utf-8")
    pyinstr("build", "--quiet", "--hooks", python.hooks, source, tmp_path / "out" / "loop.py")
    ran = subprocess.run(
        [python.path, tmp_path / "out" / "loop.py"],
        env=environment.clean(PYINSTR_VIEWS=f"count into {hits}"),
        capture_output=True,
        text=True,
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 3)
    rows = [line.split(maxsplit=2) for line in hits.read_text(encoding="utf-8").splitlines()]
    assert rows == [
        ["101", "loop.py:3", "for n in range(100):"],
        ["100", "loop.py:4", "if n % 10 == 0:"],
        ["10", "loop.py:5", "last = n"],
        ["1", "loop.py:1", "import sys"],
        ["1", "loop.py:6", "sys.exit(3)"],
    ]


HANDED_ON = """\
import threading


def sums():
    total = 0
    for number in range(4):
        total += number
        yield total


one = sums()
thread = threading.Thread(target=lambda: [next(one), next(one)], name="thread")
thread.start()
thread.join()
next(one)
next(one)
"""


def test_a_value_in_a_generator_that_another_thread_began(python, pyinstr, tmp_path):
    """It is the same one when that thread has ended."""
    rows = tmp_path / "rows"
    run(python, pyinstr, tmp_path, HANDED_ON, PYINSTR_VIEWS=f"trace total of sums into {rows}")
    assert rows.read_text(encoding="utf-8") == """\
prog.py:5 in sums, in thread "thread": total = 0
prog.py:7 in sums, in thread "thread": total = 1, was 0
prog.py:7 in sums: total = 3, was 1
prog.py:7 in sums: total = 6, was 3
"""


COMPARED = """\
import threading

# pyinstr: off
class Element:
    asked, replaced = threading.Event(), threading.Event()
    gone = []

    def __init__(self, name, place):
        self.name, self.place = name, place

    def __hash__(self):
        return self.place

    def __eq__(self, other):
        if threading.current_thread() is not threading.main_thread():
            return False
        Element.asked.set()
        Element.replaced.wait(20)
        print("gone while it is compared:", *Element.gone)
        return True

    def __del__(self):
        Element.gone.append(self.name)


def look_at_it():
    Element.asked.wait(20)
    # pyinstr: on
    line = 1
    # pyinstr: off
    Element.replaced.set()


def change():
    shared.clear()
    shared.update([Element("c", 1), Element("d", 2)])
    # pyinstr: on
    line = 1
    # pyinstr: off


shared = {Element("a", 1), Element("b", 2)}
thread = threading.Thread(target=look_at_it)
thread.start()
# pyinstr: on
line = 1
# pyinstr: off
change()
thread.join()
"""


def test_a_value_that_two_threads_compare(python, pyinstr, tmp_path):
    """What the one looks at is not freed by the other, who has seen that it is not the value any more."""
    said = run(python, pyinstr, tmp_path, COMPARED, PYINSTR_VIEWS=f"trace shared into {tmp_path / 'rows'}")
    assert set(said.splitlines()) <= {"gone while it is compared:"}, said
