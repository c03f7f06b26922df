"""A program on a real terminal, and the screen as a person sees it."""

import time

import pexpect
import pyte

from support.terminal import HESITATION

WAIT = 30.0  # seconds after which what is waited for counts as never shown
COLUMNS, LINES = 100, 40
UP, TAB, ENTER = "\x1b[A", "\t", "\r"


class Screen:
    """A running program, typed at and looked at."""

    def __init__(self, command, **keywords):
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        first, *rest = map(str, command)
        self.child = pexpect.spawn(first, rest, dimensions=(LINES, COLUMNS), **keywords)
        self.child.delaybeforesend = None

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, without the empty lines below."""
        lines = [line.rstrip() for line in self.screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def wait(self, condition) -> None:
        """Until a text, or the text that a function accepts, is on the screen."""
        holds = condition if callable(condition) else lambda text: condition in text
        deadline = time.monotonic() + WAIT
        while not holds(self.text):
            assert time.monotonic() < deadline, f"never shown; on the screen:\n{self.text}"
            try:
                self.stream.feed(self.child.read_nonblocking(65536, timeout=0.5))
            except pexpect.TIMEOUT:
                pass
            except pexpect.EOF:
                assert holds(self.text), f"the program has ended; on the screen:\n{self.text}"
                return

    def wait_for_prompt(self) -> None:
        self.wait(lambda text: text.splitlines()[-1:] == ["(dbg)"])

    def type(self, text: str) -> None:
        self.child.send(text)

    def interrupt(self) -> None:
        """Ctrl-C. What has just been shown may be the work of a key that is not done with: `readline`
        then hears of the interrupt at the next key."""
        time.sleep(HESITATION)
        self.type("\x03")

    def enter(self, line: str) -> None:
        """A line with Enter behind it; back when the next prompt, an empty one, has come."""
        self.type(line)
        self.wait(lambda text: line.strip() in text)
        self.type(ENTER)
        self.wait_for_prompt()

    def end(self) -> int:
        """Reads on until the program ends; its status."""
        while True:
            try:
                self.stream.feed(self.child.read_nonblocking(65536, timeout=WAIT))
            except pexpect.EOF:
                break
        self.child.close()
        return self.child.exitstatus

    def colour_of(self, text: str) -> str:
        """The colour in which a text stands on the screen."""
        row = next(i for i, line in enumerate(self.screen.display) if text in line)
        return self.screen.buffer[row][self.screen.display[row].index(text)].fg
