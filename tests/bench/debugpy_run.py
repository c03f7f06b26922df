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
SIGALRM_SEEN = (256 - signal.SIGALRM, 128 + signal.SIGALRM)  # as adapters tell it

NO_ANSWER = "debugpy's adapter gives no answer"


def package(setting: Setting, python) -> Path:
    """A folder with debugpy for that interpreter."""
    return package_for(setting.kept / f"debugpy-{python.name}", python, REQUIREMENTS)


def launch(session: dap.Session, work: Work, program: Path, arguments: list[str]) -> None:
    """Has the adapter run a program, with the breakpoints of the work."""
    session.ask("initialize", adapterID="bench", pathFormat="path", linesStartAt1=True)
    number = session.send(
        "launch", console="internalConsole", program=str(program), args=arguments,
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


def finish(session: dap.Session) -> tuple[int, int]:
    """Lets it run to its end; its status, and how often it stopped."""
    stops = 0
    while True:
        event = session.event("stopped", "exited", "terminated", "closed")
        if event["event"] == "exited":
            return event["body"]["exitCode"], stops
        if event["event"] != "stopped":
            raise Unmeasured("debugpy ended without a word")
        stops += 1
        session.ask("continue", threadId=event["body"]["threadId"])


def debugged(setting: Setting, python, work: Work, program: Path, arguments: list[str]) -> tuple[int, int]:
    """A program's status and stops. Where there was once no answer for a minute it is not asked again."""
    if python.name in setting.silent:
        raise Unmeasured(NO_ANSWER)
    variables = {"PYTHONPATH": str(package(setting, python)), **work.variables}
    session = dap.Session(
        [python.path, "-X", "frozen_modules=off", "-m", "debugpy.adapter"],
        env=environment.clean(**variables), cwd=work.program.parent,
    )  # fmt: skip
    try:
        launch(session, work, program, arguments)
        return finish(session)
    except queue.Empty:
        setting.silent.add(python.name)
        raise Unmeasured(NO_ANSWER) from None
    except (AssertionError, OSError, ValueError) as error:
        raise Unmeasured(f"debugpy: {type(error).__name__} {str(error)[:150]}") from None
    finally:
        session.end()


def stops(setting: Setting, python, work: Work) -> int:
    """How often the work's program stops, run by itself with its arguments."""
    return debugged(setting, python, work, work.program, list(work.arguments))[1]


def measured(setting: Setting, python, work: Work) -> dict:
    """What measure.py tells of a run of the work under debugpy, and its `stops`."""
    out = setting.scratch / f"debugpy-{python.name}.json"
    out.unlink(missing_ok=True)
    spec = work.spec(mode="none", out=str(out))
    status, stops = debugged(setting, python, work, MEASURE, [spec])
    if out.exists():
        return {**json.loads(out.read_text()), "stops": stops}
    if work.limit and status % 256 in SIGALRM_SEEN:
        raise MoreThan(work.limit)
    raise Unmeasured(f"the program ended with status {status}")
