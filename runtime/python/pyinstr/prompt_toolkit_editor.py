"""A line, or a whole block, read by prompt_toolkit: highlighted, with a menu of completions.

It runs on the stopped thread, in an event loop of its own, also where a loop of the program's is
running there; no thread is started. What it changes of the process (signal handlers, the descriptor
that signals wake) is put back.
"""

import asyncio
import codeop
import contextlib
import signal
import threading
from asyncio import events, tasks

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style

from . import _core, colours

COLOURS = "black red green yellow blue magenta cyan white".split()
INDENT = "    "
LEAVES_BLOCK = ("return", "raise", "pass", "break", "continue")


def style_of(sgr):
    """`1;34` as prompt_toolkit's `bold ansiblue`."""
    words = []
    for code in map(int, sgr.split(";")):
        if code == 1:
            words.append("bold")
        elif code == 2:
            words.append("ansibrightblack")
        elif 30 <= code < 38:
            words.append(("ansigray" if code == 37 else "ansi" + COLOURS[code - 30]))
    return " ".join(words)


class _Offers(Completer):
    asked = None

    def get_completions(self, document, _event):
        text = document.text_before_cursor
        begin, texts = self.asked.complete(text)
        for one in texts:
            yield Completion(one, start_position=begin - len(text))


class _Colours(Lexer):
    on = False

    def lex_document(self, document):
        if not self.on:
            return lambda number: [("", document.lines[number])]
        lines = [
            [("class:" + part if part else "", word) for part, word in line]
            for line in colours.parts(document.text)
        ]
        return lambda number: lines[number] if number < len(lines) else []


def goes_on(text, is_command):
    """Whether a text that Enter was pressed behind needs more lines."""
    last = text.rpartition("\n")[2]
    if "\n" in text and not last.strip():
        return False
    if "\n" not in text and is_command(text):
        return False
    try:
        return codeop.compile_command(text.lstrip("!").lstrip()) is None
    except (SyntaxError, ValueError, OverflowError):
        return False


def indent_behind(line):
    """How the line after this one begins."""
    indent = line[: len(line) - len(line.lstrip())]
    code = line.strip()
    if code.endswith(":"):
        return indent + INDENT
    if code.split(" ")[0] in LEAVES_BLOCK and indent.endswith(INDENT):
        return indent[: -len(INDENT)]
    return indent


class _Editor:
    """What lives as long as the process: the session with the terminal."""

    def __init__(self, files, history):
        self.files = files
        self.offers, self.lexer = _Offers(), _Colours()
        reads, writes = files
        self.input = Vt100Input(open(reads, closefd=False))
        self.output = Vt100_Output.from_pty(open(writes, "w", closefd=False, encoding="utf-8"))
        self.output.enable_cpr = False  # an answer that comes late would be the program's input
        self.session = PromptSession(
            input=self.input,
            output=self.output,
            completer=self.offers,
            complete_while_typing=False,
            enable_history_search=True,
            history=InMemoryHistory(history.entries),
            key_bindings=self._keys(),
            lexer=self.lexer,
            multiline=True,
            prompt_continuation=lambda width, *_: "... ".rjust(width),
            style=Style.from_dict({part: style_of(sgr) for part, sgr in _core.theme.items()}),
        )
        self.asked = None

    def _keys(self):
        keys = KeyBindings()

        @keys.add("enter")
        def enter(event):
            buffer = event.current_buffer
            if buffer.complete_state and buffer.complete_state.current_completion:
                buffer.complete_state = None
                return
            at_end = not buffer.document.text_after_cursor.strip()
            if not at_end or (self.asked.is_main() and goes_on(buffer.text, self.asked.is_command)):
                line = buffer.document.current_line_before_cursor
                buffer.insert_text("\n" + indent_behind(line))
            else:
                buffer.validate_and_handle()

        return keys

    def read(self, asked):
        self.asked = self.offers.asked = asked
        self.lexer.on = asked.colours
        self.session.color_depth = None if asked.colours else ColorDepth.DEPTH_1_BIT
        try:
            return _run(self.session.prompt_async(ANSI(asked.plain_prompt)))
        finally:
            self.asked = self.offers.asked = None


@contextlib.contextmanager
def _process_kept():
    """Signal handlers and the descriptor that signals wake, as the program has them."""
    if threading.get_ident() != threading.main_thread().ident:
        yield
        return
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGWINCH)}
    descriptor = signal.set_wakeup_fd(-1)
    try:
        yield
    finally:
        for number, handler in kept.items():
            if handler is not None:
                signal.signal(number, handler)
        signal.set_wakeup_fd(descriptor, warn_on_full_buffer=False)


@contextlib.contextmanager
def _loop_suspended():
    """The program's running loop, if there is one, does not run meanwhile: nor does its task."""
    running = events._get_running_loop()
    task = None
    swap = getattr(tasks, "_swap_current_task", None)
    if running is not None and swap:
        task = swap(running, None)
    events._set_running_loop(None)
    try:
        yield
    finally:
        events._set_running_loop(running)
        if task is not None:
            swap(running, task)


def _run(coroutine):
    with _process_kept(), _loop_suspended():
        loop = asyncio.SelectorEventLoop()
        try:
            return loop.run_until_complete(coroutine)
        finally:
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()


_editor = None


def read(asked, history):
    """What was typed: one line or, for Python that needs them, several."""
    global _editor
    if _editor is None or _editor.files != asked.files:
        _editor = _Editor(asked.files, history)
    text = _editor.read(asked)
    history.add(text.rstrip())
    return text
