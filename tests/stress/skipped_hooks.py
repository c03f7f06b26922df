"""Hooks are skipped and called again at random, while other tools come and go and code is looked at.

After each change every function is run: it gives what it gave, every armed line is reached exactly as
often as it runs, and to other tools its code and its lines are what they were before anything was
skipped.
"""

import asyncio
import dis
import gc
import marshal
import os
import random
import sys
import threading

import pyinstr
from answers import amount

CHANGES = amount(600, 40_000)
SHOWS_ORIGINAL = sys.version_info >= (3, 11)  # before, what is skipped shows in `co_code`
ROUNDS = 7
chance = random.Random(15)
hits = []


def statements(rounds):
    total = 0
    for number in range(rounds):
        total += number  # armed
        if number % 2:
            total -= 1
    return total


def tested(rounds):
    left = rounds
    while left > 0:
        left -= 1  # armed
        if left < 0 or left > rounds:
            raise AssertionError(left)
    with open(os.devnull) as nothing, threading.Lock():
        nothing.read()
    return left


def matched(rounds):
    found = []
    for number in range(rounds):
        match number % 3:  # armed
            case 0 if number:
                found.append("third")
            case _:
                found.append(number)
        found.append((lambda: number)())
    return found


def waiting(rounds):
    for number in range(rounds):
        try:
            yield number  # armed
        finally:
            number += 1


async def waited(rounds):
    for number in range(rounds):
        await asyncio.sleep(0)  # armed
    return [one async for one in passed_on(rounds)]


async def passed_on(rounds):
    for number in range(rounds):
        yield number


def nested(rounds):
    class Inner:
        values = [one for one in range(rounds)]

        def total(self):
            return sum(self.values)  # armed

    return [Inner().total() for _ in range(rounds)]


def run_waited(rounds):
    return asyncio.run(waited(rounds))


RUN = {
    "statements": (statements, statements),
    "tested": (tested, tested),
    "matched": (matched, matched),
    "waiting": (waiting, lambda rounds: list(waiting(rounds))),
    "waited": (waited, run_waited),
    "nested": (nested, nested),
}


def lines_armed():
    """The functions by the line of each that may be armed."""
    with open(__file__, encoding="utf-8") as file:
        texts = file.read().split("\n")
    found, name = {}, None
    for number, text in enumerate(texts, 1):
        if text.startswith(("def ", "async def ")):
            name = text.split("def ")[1].split("(")[0]
        if text.endswith("  # armed"):
            found[name] = number
    return found


def seen(function):
    """What can be had of its code."""
    code = function.__code__
    if not SHOWS_ORIGINAL:
        return hash(code)
    copies = code.replace(co_name="copy").co_code, marshal.loads(marshal.dumps(code))
    branches = tuple(code.co_branches()) if hasattr(code, "co_branches") else None
    return hash(code), code.co_code, copies, tuple(code.co_lines()), branches


def jumps(function):
    """How many there are in what the interpreter runs, as far as it is shown."""
    if not SHOWS_ORIGINAL:
        return None
    adaptive = dis.get_instructions(function.__code__, adaptive=True)
    return sum(one.opname == "JUMP_FORWARD" for one in adaptive)


def heard(run):
    """The lines that a trace function hears of."""
    told = []

    def trace(frame, event, argument):
        if frame.f_code.co_filename != __file__:
            return None
        if event == "line":
            told.append(frame.f_lineno)
        return trace

    run_traced(run, trace)
    return told


def jumped(function, run):
    """Where a trace function may let it go on, which has come to its first line."""
    told = []

    def trace(frame, event, argument):
        if frame.f_code is not function.__code__:
            return None
        if event == "line" and not told:
            here = frame.f_lineno
            told.extend(sorted({line for _, _, line in frame.f_code.co_lines() if line} - {here}))
            told[:] = [(line, where_sent(frame, line)) for line in told]
            frame.f_lineno = here
        return trace

    run_traced(run, trace)
    return told


def run_traced(run, trace):
    sys.settrace(trace)
    try:
        run(2)
    finally:
        sys.settrace(None)


def where_sent(frame, line):
    try:
        frame.f_lineno = line
    except ValueError as error:
        return str(error)
    return frame.f_lineno


class Tool:
    """One that hears of everything that skipping may touch, and leaves again."""

    EVENTS = ("LINE", "INSTRUCTION", "JUMP", "BRANCH", "BRANCH_LEFT", "BRANCH_RIGHT", "CALL", "PY_START", "PY_RETURN",
              "PY_YIELD")
    ident = 4

    def __init__(self):
        self.is_on = False

    def toggle(self):
        if sys.version_info < (3, 12):
            return
        monitoring = sys.monitoring
        if self.is_on:
            monitoring.set_events(self.ident, 0)
            monitoring.free_tool_id(self.ident)
        else:
            monitoring.use_tool_id(self.ident, "stress")
            for name in self.EVENTS:
                if hasattr(monitoring.events, name):
                    monitoring.register_callback(self.ident, getattr(monitoring.events, name), self.hear)
            chosen = chance.sample(self.EVENTS, 3)
            monitoring.set_events(
                self.ident, sum({getattr(monitoring.events, name, 0) for name in chosen})
            )
        self.is_on = not self.is_on

    def hear(self, *arguments):
        return chance.choice((None, sys.monitoring.DISABLE))


def fork():
    """In a child hooks are skipped, and are called where a line is armed."""
    if threading.active_count() > 1:
        return
    child = os.fork()
    if child == 0:
        try:
            check()
        except BaseException as error:
            print("in a child:", repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def toggle(name):
    if name in armed:
        assert pyinstr.clear_breakpoint(armed.pop(name))
        return
    # A condition that does not hold: it counts.
    number, message = pyinstr.set_breakpoint(
        "skipped_hooks", lines[name], f"hits.append({name!r})"
    )
    assert number, message
    armed[name] = number


def check():
    for name, (function, run) in RUN.items():
        hits.clear()
        answer = run(ROUNDS)
        assert answer == answers[name], (name, answer)
        expected = ROUNDS if name in armed else 0
        assert hits.count(name) == expected, (name, sorted(armed), hits.count(name))


def check_what_is_seen():
    for name, (function, run) in RUN.items():
        assert seen(function) == codes[name], name
        assert tool.is_on or jumps(function) == written_jumps[name], name


def check_what_is_heard():
    for name, (function, run) in RUN.items():
        if name != "waited":
            assert heard(run) == traces[name], (name, heard(run), traces[name])
            assert jumped(function, run) == ways[name], (name, jumped(function, run))


def check_suspended():
    """Generators that wait while hooks are skipped and called again."""
    one = waiting(ROUNDS)
    assert next(one) == 0
    toggle("waiting")
    hits.clear()
    assert list(one) == list(range(1, ROUNDS))
    expected = ROUNDS - 1 if "waiting" in armed else 0
    assert len(hits) == expected, (hits, sorted(armed))


def run_beside(ended):
    while not ended.is_set():
        assert statements(200) == 19_800
        assert tested(20) == 0


lines, armed = lines_armed(), {}
assert sorted(lines) == sorted(RUN), lines
answers = {name: run(ROUNDS) for name, (function, run) in RUN.items()}
codes = {name: seen(function) for name, (function, run) in RUN.items()}
written_jumps = {name: jumps(function) for name, (function, run) in RUN.items()}
traces = {name: heard(run) for name, (function, run) in RUN.items() if name != "waited"}
ways = {name: jumped(function, run) for name, (function, run) in RUN.items() if name != "waited"}
assert any(where == line for told in ways.values() for line, where in told)
tool = Tool()
for _ in range(4):
    check()
check_what_is_seen()
check_what_is_heard()

changes = (
    [lambda: toggle(chance.choice(sorted(RUN)))] * 6
    + [tool.toggle] * 4
    + [check_what_is_seen, check_suspended, gc.collect, lambda: None] * 2
    + [check_what_is_heard, fork]
)
for _ in range(CHANGES):
    chance.choice(changes)()
    check()

# Once more, with threads that run while it changes.
ended = threading.Event()
beside = [threading.Thread(target=run_beside, args=(ended,)) for _ in range(3)]
sys.setswitchinterval(0.0001)
for name in ("statements", "tested"):
    if name in armed:
        toggle(name)
for thread in beside:
    thread.start()
for _ in range(CHANGES // 4):
    chance.choice((lambda: toggle("matched"), tool.toggle, gc.collect, check_what_is_seen))()
    check()
ended.set()
for thread in beside:
    thread.join()
for name in list(armed):
    toggle(name)
check()
print(CHANGES, "changes; skipping:", pyinstr.skipping())
