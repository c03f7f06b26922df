"""Types into a program over a pipe and keeps what a person would have seen on the screen."""

import os
import select
import signal
import subprocess
import time

HESITATION = 0.2  # seconds before an interrupt: a person is no faster
WAIT = 30.0  # seconds without a word after which a program counts as stuck


class Terminal:
    """A running program, and the text of its session so far."""

    def __init__(self, command: list[str], prompts: list[str], **keywords):
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **keywords,
        )
        self.prompts = [prompt.encode() for prompt in prompts]
        self.text = b""
        self.seen = 0  # where the output begins that came after the last thing typed

    def wait_for_prompt(self, skip: int = 0) -> bool:
        """Reads until the program asks, `skip` times over; false when it has ended."""
        deadline = time.monotonic() + WAIT
        while not self.asks(skip):
            ready, _, _ = select.select([self.process.stdout], [], [], deadline - time.monotonic())
            if not ready:
                self.text += b"\n(the runner gave up waiting here)\n"
                self.process.kill()
                return False
            new = os.read(self.process.stdout.fileno(), 65536)
            if not new:
                return False
            self.text += new
        return True

    def asks(self, skip: int) -> bool:
        """Whether the output ends with a prompt that stands at the beginning of a line."""
        output = self.text[self.seen :]
        line = output.rpartition(b"\n")[2]
        if line not in self.prompts:
            return False
        begun = sum(text.startswith(tuple(self.prompts)) for text in output.split(b"\n"))
        return begun > skip

    def type(self, line: str) -> None:
        """Types one line; it appears behind the prompt as on a screen.

        After ^D and ^C the program itself begins a new line.
        """
        if line == "^D":
            self.text += b"^D"
            self.process.stdin.close()
        elif line == "^C":
            time.sleep(HESITATION)
            self.text += b"^C"
            self.process.send_signal(signal.SIGINT)
        else:
            self.text += line.encode() + b"\n"
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
        self.seen = len(self.text)

    def status(self) -> int:
        """Waits for the end; the exit status."""
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(WAIT)


def play(command: list[str], prompts: list[str], typed: list[str], fed: int = 0, **keywords) -> str:
    """A whole session as text. A prompt nobody has an answer for is given the end of input."""
    terminal = Terminal(command, prompts, **keywords)
    answers = iter(typed)
    skip = fed
    try:
        while terminal.wait_for_prompt(skip):
            terminal.type(next(answers, "^D"))
            skip = 0
        left = list(answers)
        text = terminal.text.decode("utf-8", "backslashreplace")
    except BrokenPipeError:
        terminal.wait_for_prompt(1 << 30)
        left, text = [], terminal.text.decode("utf-8", "backslashreplace")
    finally:
        if terminal.process.poll() is None and terminal.text.endswith(b"waiting here)\n"):
            terminal.process.kill()
    if text and not text.endswith("\n"):
        text += "\n"
    never = "".join(f"never typed: {line}\n" for line in left)
    return f"{text}{never}exited: {terminal.status()}\n"
