"""What is paid before anything is debugged: an import, and the way to the first stop."""

import time
from functools import partial

import debugpy_run
from places import BEGIN, LOOP
from rounds import interleaved
from samples import Unmeasured, Work, ended, last_words
from setting import Setting

TIMED = "from time import perf_counter as now; b = now(); import {}; print(now() - b)"
IMPORTS = {"import pyinstr": "pyinstr", "import pdb": "pdb", "import debugpy": "debugpy"}


def run(command, **variables) -> tuple[str, float]:
    """What it prints, and seconds from its start to its end."""
    begin = time.perf_counter()
    done = ended(command, 120, **variables)
    if done.returncode != 0:
        raise Unmeasured(f"status {done.returncode}: {last_words(done.stderr)}")
    return done.stdout, time.perf_counter() - begin


def compiled(setting: Setting) -> dict[str, str]:
    """Variables with which modules are compiled once, as where people work."""
    return {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(setting.scratch / "compiled"),
    }


def compile_first(ways: dict) -> None:
    """Runs each once. What cannot be run is told where it is measured."""
    for way in ways.values():
        try:
            way()
        except Unmeasured:
            pass


def imports(setting: Setting, python) -> list[dict]:
    """Seconds of the import alone, in a new process, with what was compiled before."""

    def imported(module: str) -> float:
        paths = {"pyinstr": setting.package}
        if module == "pyinstr":
            setting.needs_runtime(python)
        if module == "debugpy":
            paths[module] = debugpy_run.package(setting, python)
        variables = {**compiled(setting), "PYTHONPATH": str(paths.get(module, ""))}
        return float(run([python.path, "-c", TIMED.format(module)], **variables)[0])

    ways = {way: partial(imported, module) for way, module in IMPORTS.items()}
    compile_first(ways)
    return interleaved("an import", ways, 2 * setting.rounds)


def first_stop(setting: Setting, python) -> list[dict]:
    """Seconds on the clock of a whole process that stops once, at once, and goes on, with what was
    compiled before."""
    original = setting.programs / LOOP
    stop = f"tight_loop:{BEGIN}"
    always = compiled(setting)

    def ours(**variables) -> float:
        setting.needs_runtime(python)
        copy = setting.copy_for(python, setting.programs) / LOOP
        out, seconds = run([python.path, copy, "10"], **always, **variables)
        if variables and "stopped: breakpoint 1" not in out:
            raise Unmeasured(f"it did not stop: {last_words(out)}")
        return seconds

    def pdb() -> float:
        commands = [f"break {BEGIN}", "continue", "p 'stopped', rounds", "continue", "quit"]
        options = [word for command in commands for word in ("-c", command)]
        out, seconds = run([python.path, "-m", "pdb", *options, original, "10"], **always)
        if "('stopped', 10)" not in out:
            raise Unmeasured(f"it did not stop: {last_words(out)}")
        return seconds

    def debugpy() -> float:
        begin = time.perf_counter()
        work = Work(original, arguments=["10"], points=[{"line": BEGIN}], variables=always)
        if debugpy_run.stops(setting, python, work) != 1:
            raise Unmeasured("it did not stop once")
        return time.perf_counter() - begin

    ways = {
        "plain, no stop": lambda: run([python.path, original, "10"], **always)[1],
        "hooks, no stop": ours,
        "hooks": partial(ours, PYINSTR_BREAK=stop, PYINSTR_COMMANDS="continue"),
        "pdb": pdb,
        "debugpy, by its adapter": debugpy,
    }
    compile_first(ways)
    return interleaved("a process that stops once", ways, setting.rounds)


def bench(setting: Setting, python) -> list[dict]:
    return imports(setting, python) + first_stop(setting, python)
