"""Other tools on an instrumented copy give what they give on the original.

Each test runs a tool on peers/program and on its copy, and compares. Where a hook must show, the
test says what shows and nothing else may.
"""

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from peers import dap, packages
from support import environment

PROGRAM = packages.HERE / "program"
FILES = ("main.py", "parts.py")


@pytest.fixture(scope="session")
def tools(python, build_dir):
    """The python of a virtual environment that has the tools."""
    folder = build_dir.parent / "peers" / "tools" / python.name
    return packages.venv(python, packages.HERE / "requirements-tools.txt", folder)


@pytest.fixture(scope="session")
def trees(pyinstr, tmp_path_factory):
    """The program and its copy, both in folders of their own."""
    work = tmp_path_factory.mktemp("tools")
    for name in FILES:
        original = work / "original" / name
        original.parent.mkdir(exist_ok=True)
        original.write_bytes((PROGRAM / name).read_bytes())
    pyinstr("build", "--quiet", work / "original", work / "copy")
    return work / "original", work / "copy"


def run(*command, folder, **keywords):
    variables = keywords.pop("variables", {})
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment.clean(**variables),
        capture_output=True,
        text=True,
        timeout=120,
        **keywords,
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


# -- coverage -------------------------------------------------------------------------------

CORES = {"ctrace": (3, 10), "pytrace": (3, 10), "sysmon": (3, 12)}
COVERED = ("executed_lines", "missing_lines", "excluded_lines")
BRANCHES = ("executed_branches", "missing_branches")


def covered(tools, tree: Path, core: str, work: Path, *options) -> dict:
    data, report = work / f"{tree.name}.data", work / f"{tree.name}.json"
    variables = {"COVERAGE_CORE": core, "COVERAGE_FILE": str(data)}
    run(tools, "-m", "coverage", "run", *options, "main.py", folder=tree, variables=variables)
    run(tools, "-m", "coverage", "json", "-q", "-o", report, folder=tree, variables=variables)
    files = json.loads(report.read_text())["files"]
    wanted = (*COVERED, *BRANCHES)
    return {name: {key: told.get(key) for key in wanted} for name, told in files.items()}


def without_runtime(files: dict) -> dict:
    """A report less our own package, which coverage takes for a part of the program unless it is
    installed among site-packages or coverage is told the program's folder (`--source`)."""
    return {name: told for name, told in files.items() if Path(name).parent.name != "pyinstr"}


@pytest.mark.parametrize("core", CORES)
def test_coverage_of_lines(core, python, tools, trees, tmp_path):
    if python.version < CORES[core]:
        pytest.skip(f"{python.name} has no such source of events")
    before, after = (covered(tools, tree, core, tmp_path) for tree in trees)
    assert set(before) == set(FILES)
    assert without_runtime(after) == before


def test_coverage_of_branches(tools, trees, tmp_path):
    before, after = (covered(tools, tree, "ctrace", tmp_path, "--branch") for tree in trees)
    assert without_runtime(after) == before


PLACES = """\
def called():
    \"\"\"A body without anything to hook.\"\"\"

def never():
    \"\"\"Another.\"\"\"
"""
CALLER = "import places\nplaces.called()\n"


def test_coverage_of_lines_that_only_the_copy_has(python, tools, pyinstr, tmp_path):
    """Once they have run, the blank line that holds the prologue of a module without a hook of its
    own, and on 3.10 a docstring that is a whole body, are listed as executed; never as missing."""
    own = [2, 3] if python.version < (3, 11) else [3]
    reports = []
    for name, text in {"places.py": PLACES, "main.py": CALLER}.items():
        (tmp_path / "original").mkdir(exist_ok=True)
        (tmp_path / "original" / name).write_text(text)
    pyinstr("build", "--quiet", tmp_path / "original", tmp_path / "copy")
    for name in ("original", "copy"):
        told = covered(tools, tmp_path / name, "ctrace", tmp_path)["places.py"]
        reports.append((told["executed_lines"], told["missing_lines"]))
    assert reports == [([1, 4], []), (sorted([1, 4, *own]), [])]


# -- events of sys.settrace ---------------------------------------------------------------

TRACED = """\
import sys
def conditions(numbers):
    return [
        str(number)
        for number in numbers
        if number
    ]
def brackets(number):
    return (
        number +
        1
    )
def docstring():
    'A body without anything to hook.'
def generated():
    yield 1
def loop():
    for number in generated():
        number
lines = []
def trace(frame, event, argument):
    if event == "line" and frame.f_code.co_filename == __file__:
        lines.append(frame.f_lineno)
    return trace
sys.settrace(trace)
conditions([1, 0, 2]); brackets(1); docstring(); loop()
sys.settrace(None)
print(*lines)
"""
LINES_OF_THE_COPY = {  # how often it has an event that the original has not
    (3, 10): {3: 3, 6: 3, 9: 1, 14: 1},
    (3, 11): {3: 3, 6: 3},
    (3, 12): {18: 1},
    (3, 13): {},
}


def test_line_events_that_only_the_copy_has(python, pyinstr, tmp_path):
    """Below 3.12 a condition of a comprehension, with the way back to it; on 3.12 a header. On
    3.10, which has no columns, the begin of a statement of several lines; there a body without
    anything to hook has its event at the docstring, not at the `def`."""
    (tmp_path / "original").mkdir()
    (tmp_path / "original" / "main.py").write_text(TRACED)
    pyinstr("build", "--quiet", tmp_path / "original", tmp_path / "copy")
    before, after = (
        Counter(map(int, run(python.path, "main.py", folder=tmp_path / name).split()))
        for name in ("original", "copy")
    )
    assert after - before == LINES_OF_THE_COPY[python.version]
    assert before - after == ({13: 1} if python.version < (3, 11) else {})


# -- greenlet -------------------------------------------------------------------------------

SWITCHES = """\
import greenlet
def work():
    total = 0
    for number in range(2):
        total += number
        other.switch()
        total *= 2
    return total
def beside():
    while True:
        mark = "beside"
        first.switch()
first, other = greenlet.greenlet(work), greenlet.greenlet(beside)
print("total", first.switch())
"""


def test_a_step_stays_in_its_greenlet(tools, pyinstr, tmp_path):
    (tmp_path / "original").mkdir()
    (tmp_path / "original" / "main.py").write_text(SWITCHES)
    pyinstr("build", "--quiet", tmp_path / "original", tmp_path / "copy")
    typed = "next\nnext\nclear 1\ncontinue\n"
    variables = {"PYINSTR_BREAK": "main:6"}
    said = run(tools, tmp_path / "copy" / "main.py", folder=tmp_path, input=typed, variables=variables)
    stops = re.findall(r"main.py:(\d+) in (\w+)\n->", said)
    assert stops == [("6", "work"), ("7", "work"), ("4", "work")], said  # not in `beside`
    assert "total 2" in said


# -- cProfile -------------------------------------------------------------------------------

PROFILED = """
import cProfile, json, os, pstats, sys
import main
profile = cProfile.Profile()
profile.runcall(main.main, [])
stats = pstats.Stats(profile, stream=sys.stderr).stats
rows = {f"{os.path.basename(file)}:{line} {name}": row[:2]
        for (file, line, name), row in stats.items()}
json.dump(rows, sys.stderr)
"""


def profiled(python, tree: Path) -> dict:
    done = subprocess.run(
        [python.path, "-c", PROFILED],
        cwd=tree,
        env=environment.clean(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stderr)


def test_cprofile(python, trees):
    """One row more, the hook's; every other function has its calls and its place."""
    before, after = (profiled(python, tree) for tree in trees)
    hooks = [row for row in after if row not in before]
    assert len(hooks) == 1 and re.search(r"\bdbg\b", hooks[0])
    assert {row: calls for row, calls in after.items() if row not in hooks} == before


# -- pdb ------------------------------------------------------------------------------------

PDB = """
b 26
b parts.py:23, number == 2
tbreak main.py:9
c
p divisor
n
s
n
p result
w
c
p number
s
s
a
u
d
until
c
l
n
n
p value
w
b
cl 1
cl 2
r
s
s
p [shape for shape in (1, 2)]
q
""".lstrip()


def pdb_session(python, tree: Path) -> str:
    done = subprocess.run(
        [python.path, "-m", "pdb", "main.py"],
        cwd=tree,
        env=environment.clean(),
        input=PDB,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout.replace(str(tree), "TREE") + done.stderr.replace(str(tree), "TREE")


def test_pdb(python, trees):
    """The same places, values, stacks and lines of source, also of files that pdb has read for its
    breakpoints before the copy's first hook has run."""
    before, after = (pdb_session(python, tree) for tree in trees)
    assert "classify" in before
    assert after == before


# -- debugpy --------------------------------------------------------------------------------

BREAKPOINTS = {"main.py": [14, 26, 46], "parts.py": [14, 24]}
MOVES = ["next", "stepIn", "stepOut", "continue", "next", "next", "continue", "stepIn"]
LONGEST = 60  # stops


def stop_at(session: dap.Session, thread: int) -> list:
    """Where the stack of a stopped thread stands: (file, line, function) of each frame."""
    frames = session.ask("stackTrace", threadId=thread)["stackFrames"]
    return [(Path(one["source"]["path"]).name, one["line"], one["name"]) for one in frames]


def begin(session: dap.Session, tools, tree: Path) -> list:
    """Launches the program with its breakpoints; what the adapter says of these."""
    session.ask("initialize", adapterID="tests", pathFormat="path", linesStartAt1=True)
    program = {"program": str(tree / "main.py"), "cwd": str(tree), "python": [str(tools)]}
    launch = session.send("launch", console="internalConsole", justMyCode=True, **program)
    session.event("initialized")
    places = []
    for name, lines in BREAKPOINTS.items():
        asked = [{"line": line} for line in lines]
        told = session.ask("setBreakpoints", source={"path": str(tree / name)}, breakpoints=asked)
        places.append([(one["verified"], one["line"]) for one in told["breakpoints"]])
    session.ask("configurationDone")
    session.answer(launch)
    return places


def debugpy_session(tools, tree: Path) -> list:
    """What became of the breakpoints, then every stop of a run: why, and the stack."""
    session = dap.Session([tools, "-m", "debugpy.adapter"], cwd=tree, env=environment.clean())
    try:
        told = begin(session, tools, tree)
        for number in range(LONGEST):
            event = session.event("stopped", "terminated")
            if event["event"] == "terminated":
                return told
            thread = event["body"]["threadId"]
            told.append((event["body"]["reason"], stop_at(session, thread)))
            session.ask(MOVES[number % len(MOVES)], threadId=thread)
        raise AssertionError("the program does not end")
    finally:
        session.end()


def test_debugpy(tools, trees):
    """The same breakpoints are accepted, and every stop and step has the same stack."""
    before, after = (debugpy_session(tools, tree) for tree in trees)
    assert len(before) > 10
    assert after == before
