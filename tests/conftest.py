"""The frame of all Python tests: which interpreters, which command, which environment.

A test that runs Python takes the fixture `python` and so is run once for each interpreter; a test
that needs our command takes `pyinstr`. Everything under test runs in processes of its own.
"""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from support import environment, everywhere, interpreters

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="write what the programs say into the transcripts"
    )


def build_folder() -> Path:
    return Path(os.environ.get("PYINSTR_BUILD", ROOT / "build" / "dev")).resolve()


def pytest_configure(config):
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in a shell's background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.pyinstr_pythons = interpreters.discover(ROOT)
    config.pyinstr_usual = [one for one in config.pyinstr_pythons if everywhere.is_usual(one)]
    least = int(os.environ.get("PYINSTR_MIN_PYTHONS") or 1)
    if least > 1 and len(config.pyinstr_usual) < least:
        found = ", ".join(one.name for one in config.pyinstr_usual) or "none"
        raise pytest.UsageError(f"at least {least} interpreters are to be tested, found: {found}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest first: processes that share the tests are then done at about the same time. What is not
    for an interpreter is skipped."""
    for item in items:
        python = item.callspec.params.get("python") if hasattr(item, "callspec") else None
        if python and (why := everywhere.reason_against(item.module.__name__, item.name, python)):
            item.add_marker(pytest.mark.skip(reason=why))
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_report_header(config):
    shown = [f"{one.name} ({one.release}, {one.path})" for one in config.pyinstr_pythons]
    return ["interpreters under test: " + ", ".join(shown), f"build under test: {build_folder()}"]


def pytest_generate_tests(metafunc):
    if "python" not in metafunc.fixturenames:
        return
    pythons = metafunc.config.pyinstr_pythons
    metafunc.parametrize("python", pythons, ids=[one.name for one in pythons], scope="session")


@pytest.fixture
def told(request):
    """`told("3.12: 96 modules")` is said at the end of the run, from whichever process."""
    return lambda line: request.node.user_properties.append(("told", line))


def not_tested() -> list[str]:
    """A line for each interpreter that is asked for and could not be had."""
    if not os.environ.get("PYINSTR_EVERYWHERE"):
        return []
    return subprocess.run(
        [ROOT / ".ci" / "untested"], capture_output=True, text=True, check=True
    ).stdout.splitlines()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """Last, behind the long list of what was skipped."""
    result = yield
    reports = [one for some in terminalreporter.stats.values() for one in some]
    properties = [pair for one in reports for pair in getattr(one, "user_properties", [])]
    for line in dict.fromkeys(line for name, line in properties if name == "told"):
        terminalreporter.line(line)
    for line in not_tested():
        terminalreporter.line(line, red=True, bold=True)
    return result


@pytest.fixture(scope="session")
def build_dir() -> Path:
    """The build under test: env PYINSTR_BUILD, else build/dev."""
    folder = build_folder()
    if not (folder / "cli" / "pyinstr").exists():
        pytest.fail(f"nothing is built in {folder}: run .ci/setup first")
    return folder


@pytest.fixture(scope="session")
def pyinstr(build_dir):
    """The command: `pyinstr("build", src, out)` gives a CompletedProcess with text.

    A status other than 0 fails the test, with what was printed, unless `check=False`.
    """

    def run(*arguments, check=True, env=None, **keywords):
        command = [build_dir / "cli" / "pyinstr", *map(os.fspath, arguments)]
        keywords = {"capture_output": True, "text": True, "timeout": 300, **keywords}
        done = subprocess.run(command, env=environment.clean(**(env or {})), **keywords)
        if check and done.returncode != 0:
            printed = f"{done.stdout or ''}{done.stderr or ''}"
            pytest.fail(f"pyinstr {' '.join(map(str, arguments))}: {done.returncode}\n{printed}")
        return done

    return run
