"""A `bdb` whose debugger is ours: what test_bdb's tracers are made from in place of Python's own.

The tracer's methods run on a thread of their own, and the program's thread waits for it at our
prompt. So a tracer may ask the shell as often as it likes, and each answer is the shell's text. What
is told in bdb's words: a stop (`user_line`; at the first line of a function `user_call` comes before
it), a function's return, an exception, the numbers of breakpoints, which begin with 1 again after
`clearBreakpoints`.
"""

import os
import queue
import re
import sys
import threading

from link import RETURNS, STOPPED, Entries, Link, numbers_in, stack_of, stopped_frame
from pyinstr import _core

PATIENCE = 20  # seconds for one answer
SET = re.compile(r"^(?:temporary )?breakpoint (\d+) ", re.M)
GO_ON = "continue"


class BdbQuit(Exception):
    """Raised by nothing here: our `quit` ends the process."""


class Conversation(Link):
    """The prompt on the program's thread, the tracer on another."""

    def __init__(self):
        self.said, self.heard, self.answers = [], queue.Queue(), queue.Queue()

    def write(self, text):
        self.said.append(text)

    def readline(self):
        text = "".join(self.said)
        self.said.clear()
        self.heard.put((text, stopped_frame()))
        return self.answers.get(timeout=PATIENCE) + "\n"

    def ask(self, command):
        """What the shell says to a command that does not resume."""
        self.answers.put(command)
        return self.heard.get(timeout=PATIENCE)[0].removesuffix("(dbg) ").strip()


class Breakpoint:
    """One of the shell's breakpoints, seen through what `break` lists."""

    bpbynumber = [None]
    before = 0  # how many numbers the shell had given away when the numbers began with 1

    def __init__(self, ours, bdb, file, line, temporary):
        self.ours, self.bdb, self.file, self.line = ours, bdb, file, line
        self.number, self.temporary = ours - Breakpoint.before, temporary
        self.last_hits = 0
        Breakpoint.bpbynumber.append(self)

    @staticmethod
    def clearBreakpoints():
        for one in Breakpoint.bpbynumber[1:]:
            Breakpoint.before = max(Breakpoint.before, one.ours)
            _core.clear_breakpoint(one.ours)
        Breakpoint.bpbynumber[:] = [None]

    def listed(self):
        """The shell's line on it; empty if it is gone."""
        lines = self.bdb.conversation.ask("break").splitlines()
        return next((line for line in lines if line.startswith(f"{self.ours}  ")), "")

    @property
    def hits(self):
        line = self.listed()
        if not line:  # a temporary one is gone with its hit
            return self.last_hits + 1
        times = re.search(r"hit (once|\d+ times)", line)
        if times:
            self.last_hits = 1 if times[1] == "once" else int(times[1].split()[0])
        return self.last_hits

    @property
    def ignore(self):
        match = re.search(r"ignores the next (\d+ )?hit", self.listed())
        return int(match[1] or 1) if match else 0

    @ignore.setter
    def ignore(self, count):
        self.bdb.conversation.ask(f"ignore {self.ours} {count}")

    @property
    def enabled(self):
        return "disabled" not in self.listed()

    @enabled.setter
    def enabled(self, value):
        self.bdb.conversation.ask(f"{'enable' if value else 'disable'} {self.ours}")


class CalledFrame:
    """A frame at its call, whose line is that of the `def`."""

    def __init__(self, frame):
        self.frame, self.f_lineno = frame, frame.f_code.co_firstlineno

    def __getattr__(self, name):
        return getattr(self.frame, name)


class Bdb:
    """The interface of `bdb.Bdb`, as far as our shell has an answer."""

    def __init__(self, skip=None):
        self.currentbp, self.conversation = None, None
        self.resume, self.error, self.inside = GO_ON, None, None
        self.whole_stack, self.selected = [], 0
        self.entries = Entries()

    # --- what tracers redefine

    def user_call(self, frame, argument_list): ...
    def user_line(self, frame): ...
    def user_return(self, frame, return_value): ...
    def user_exception(self, frame, exc_info): ...
    def do_clear(self, number): ...

    # --- running

    def runcall(self, function, /, *arguments, **keywords):
        self.conversation = Conversation()
        tracer = threading.Thread(target=self._trace, daemon=True)
        self.conversation.open()
        tracer.start()
        self.inside = sys._getframe()
        _core.stop_at_first_line()
        try:
            return function(*arguments, **keywords)
        finally:
            self.inside = None
            self.conversation.close()
            self.conversation.heard.put((None, None))
            tracer.join(PATIENCE)
            self.conversation = None
            if self.error is not None:
                raise self.error

    def run(self, command, globals=None, locals=None):
        return self.runcall(exec, command, globals or {}, locals)

    def runeval(self, expression, globals=None, locals=None):
        return self.runcall(eval, expression, globals, locals)

    def _trace(self):
        """The tracer's thread: serves one stop after the other."""
        while True:
            text, frame = self.conversation.heard.get()
            if text is None:
                return
            try:
                self._serve(text, frame)
            except BaseException as error:
                self.error = error
                self.set_quit()
            self.conversation.answers.put(self.resume)

    def _serve(self, text, frame):
        stop = STOPPED.search(text)
        self.resume, self.selected = GO_ON, 0
        outside = all(one is not self.inside for one in stack_of(frame))
        if stop is None or outside or self.error is not None:
            return
        why = stop["why"]
        hit = [one for one in Breakpoint.bpbynumber[1:] if one.ours in numbers_in(why)]
        self.currentbp = hit[0].number if hit else None
        entered = self.entries.enters(frame)
        if hit and hit[0].temporary:
            self.do_clear(str(hit[0].number))
        elif entered and why == "step" and not self._goes_on_from_call(frame):
            return
        if returned := RETURNS.search(text, 0, stop.start()):
            self.user_return(frame, returned["value"])
        else:
            self.user_line(frame)

    def _goes_on_from_call(self, frame):
        """Tells the call; whether the tracer then wants the first line, where we are already."""
        self.resume = None
        self.user_call(CalledFrame(frame), None)
        return self.resume in ("step", "next") and not self.selected

    # --- how the program goes on

    def _select(self, frame):
        """Selects a frame that may be one further out."""
        frame = getattr(frame, "frame", frame)
        self.selected = next(at for at, one in enumerate(self.whole_stack) if one is frame)
        if self.selected:
            self.conversation.ask(f"up {self.selected}")

    def set_step(self):
        self.resume = "step"

    def set_next(self, frame):
        self._select(frame)
        self.resume = "next"

    def set_return(self, frame):
        self._select(frame)
        self.resume = "return"

    def set_until(self, frame, lineno=None):
        self._select(frame)
        self.resume = "until" if lineno is None else f"until {lineno}"

    def set_continue(self):
        self.resume = GO_ON

    def set_quit(self):
        """The test goes on behind a quit, so nothing may stop any more; the process does not end."""
        for one in Breakpoint.bpbynumber[1:]:
            _core.clear_breakpoint(one.ours)
        self.resume = GO_ON

    def stop_here(self, frame):
        return True

    # --- frames

    def get_stack(self, frame, traceback):
        self.whole_stack = stack_of(getattr(frame, "frame", frame))
        until = next(at for at, one in enumerate(self.whole_stack) if one is self.inside)
        stack = [(one, one.f_lineno) for one in reversed(self.whole_stack[1:until])]
        stack.append((frame, frame.f_lineno))
        return stack, len(stack) - 1

    def canonic(self, filename):
        return filename if filename.startswith("<") else os.path.abspath(filename)

    # --- breakpoints

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        command = f"{'tbreak' if temporary else 'break'} {self.canonic(filename)}:{lineno}"
        said = self.conversation.ask(f"{command}, {cond}" if cond else command)
        number = SET.search(said)
        if number is None:
            return said
        Breakpoint(int(number[1]), self, self.canonic(filename), lineno, temporary)
        return None

    def get_bpbynumber(self, number):
        return Breakpoint.bpbynumber[int(number)]

    def clear_bpbynumber(self, number):
        _core.clear_breakpoint(self.get_bpbynumber(number).ours)

    def clear_break(self, filename, lineno):
        said = self.conversation.ask(f"clear {self.canonic(filename)}:{lineno}")
        return None if said.startswith("cleared") else said
