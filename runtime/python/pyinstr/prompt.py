"""How a line is read on a terminal: by prompt_toolkit if it is installed, else by readline, else
plainly. PYINSTR_PROMPT=toolkit, readline or plain chooses.

All of them complete, keep the project's history and read blocks over several lines. What the program
itself has set up of readline is given back after each line.
"""

import os
import sys

from . import signal_handlers
from .history import History, history_file

_waiting = []
"""Lines of a text that was edited as a whole; each is the answer to one question."""

_broken = set()
"""Editors that failed: not tried again."""

_history = None


def history():
    """The project's, read when first asked for."""
    global _history
    if _history is None:
        _history = History(history_file())
    return _history


class Asked:
    """One question: what the shell tells of it and can be asked about it."""

    def __init__(self, prompt, complete, read_line, is_command, colours, files):
        self.prompt = prompt
        self.complete = complete  # (begin, texts) for what may stand instead of line[begin:]
        self.read_line = read_line  # C's own way, by readline once that is loaded; "" at the end
        self.is_command = is_command
        self.colours = colours
        self.files = files  # descriptors: input, output

    @property
    def plain_prompt(self):
        """Without the marks that tell readline which characters have no width."""
        return self.prompt.replace("\x01", "").replace("\x02", "")

    def is_main(self):
        """Whether commands or Python are asked for, not an answer or the rest of a block."""
        return ") " in self.prompt


def _plainly(asked):
    line = asked.read_line(asked.plain_prompt)
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _by_readline(asked):
    from . import prompt_readline

    return prompt_readline.read(asked, history())


def _by_toolkit(asked):
    from . import prompt_toolkit_editor

    return prompt_toolkit_editor.read(asked, history())


EDITORS = {"toolkit": _by_toolkit, "readline": _by_readline, "plain": _plainly}
"""Best first; whichever cannot be had leaves the question to the next one."""


def _wanted():
    wish = os.environ.get("PYINSTR_PROMPT", "")
    names = list(EDITORS)
    if wish in EDITORS:
        return names[names.index(wish) :]
    return names[1:] if os.environ.get("TERM", "dumb") == "dumb" else names


def read(prompt, **asked):
    """One line. Raises EOFError at the end of the input, KeyboardInterrupt at Ctrl-C."""
    if _waiting:
        return _waiting.pop(0)
    question = Asked(prompt, **asked)
    text = _edited(question)
    first, *rest = text.split("\n")
    _waiting.extend(rest)
    return first


def _say_why(name, error):
    """What is just not installed is told only to who asked for it."""
    if isinstance(error, ImportError) and os.environ.get("PYINSTR_PROMPT") != name:
        return
    reason = f"{type(error).__name__}: {error}"
    print(f"pyinstr: the prompt goes on without {name}: {reason}", file=sys.stderr)


def _edited(question):
    for name in _wanted():
        if name in _broken:
            continue
        try:
            return EDITORS[name](question)
        except (EOFError, KeyboardInterrupt):
            raise
        except Exception as error:
            if name == "plain" or signal_handlers.is_interrupt(error, error.__traceback__):
                raise
            _broken.add(name)
            _say_why(name, error)
    return _plainly(question)
