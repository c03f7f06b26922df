"""A program under debugpy: launched by its adapter, with breakpoints set as an editor does."""

import json
import queue
import signal
from pathlib import Path

from fetched import package_for
from peers import dap
from samples import MEASURE, MoreThan, Unmeasured, Work
from setting import BENCH, Setting
from support import environment

REQUIREMENTS = BENCH / "requirements-debugpy.txt"
SIGPROF_SEEN = (256 - signal.SIGPROF, 128 + signal.SIGPROF)  # as adapters tell it

NO_ANSWER = "debugpy's adapter gives no answer"


def package(setting: Setting, python) -> Path:
    """A folder with debugpy for that interpreter."""
    return package_for(setting.kept / f"debugpy-{python.name}", python, REQUIREMENTS)


def launch(session: dap.Session, work: Work, out: Path) -> None:
    """Has the adapter run measure.py, with the breakpoints of the work."""
    session.ask("initialize", adapterID="bench", pathFormat="path", linesStartAt1=True)
    spec = work.spec(mode="none", out=str(out))
    number = session.send(
        "launch", console="internalConsole", program=str(MEASURE), args=[spec],
        cwd=str(work.program.parent), subProcess=False,
    )  # fmt: skip
    session.event("initialized")
    answer = session.ask(
        "setBreakpoints", source={"path": str(work.program)}, breakpoints=work.points
    )
    refused = [one for one in answer["breakpoints"] if not one["verified"]]
    if refused:
        raise Unmeasured(f"debugpy refuses the breakpoint: {refused[0].get('message', '')}")
    session.ask("configurationDone")
    session.answer(number)


def finish(session: dap.Session) -> int:
    """Lets it run to its end; its status."""
    while True:
        event = session.event("stopped", "exited", "terminated", "closed")
        if event["event"] == "exited":
            return event["body"]["exitCode"]
        if event["event"] != "stopped":
            raise Unmeasured("debugpy ended without a word")
        session.ask("continue", threadId=event["body"]["threadId"])


def per_loop(setting: Setting, python, work: Work, clock: str = "cpu") -> float:
    """Seconds of one loop of it under debugpy: of the processor, or on the wall. Where it has once
    given no answer for a minute it is not asked again."""
    if python.name in setting.silent:
        raise Unmeasured(NO_ANSWER)
    variables = {"PYTHONPATH": str(package(setting, python)), **work.variables}
    out = setting.scratch / "debugpy.json"
    out.unlink(missing_ok=True)
    session = dap.Session(
        [python.path, "-X", "frozen_modules=off", "-m", "debugpy.adapter"],
        env=environment.clean(**variables), cwd=work.program.parent,
    )  # fmt: skip
    try:
        launch(session, work, out)
        status = finish(session)
    except queue.Empty:
        setting.silent.add(python.name)
        raise Unmeasured(NO_ANSWER) from None
    except (AssertionError, OSError, ValueError) as error:
        raise Unmeasured(f"debugpy: {type(error).__name__} {str(error)[:150]}") from None
    finally:
        session.end()
    if out.exists():
        return json.loads(out.read_text())[clock] / work.loops
    if work.limit and status % 256 in SIGPROF_SEEN:
        raise MoreThan(work.limit / work.loops)
    raise Unmeasured(f"the program ended with status {status}")
