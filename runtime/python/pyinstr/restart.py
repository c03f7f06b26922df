"""`restart`: the program once more, in a fresh image of the same process.

Nothing of the old image is kept but the process, its terminal and its environment: files that the
program has open, its threads and its memory are gone. Exit functions run before.
"""

import os
import shlex
import sys

VARIABLE = "PYINSTR_RESTARTED"
"""What is armed, and views, for the new image."""

own_command = None
"""(words before the program's arguments, those arguments) where `pyinstr run` knows them."""


def _command():
    """(words before the program's arguments, those arguments) of this process."""
    if own_command is not None:
        return own_command
    words = [sys.executable, *sys.orig_argv[1:]]
    arguments = sys.argv[1:]
    split = len(words) - len(arguments)
    if split < 1 or words[split:] != arguments:
        return words, None
    return words[:split], arguments


def has_restarted():
    """The new image has read what it was given."""
    os.environ.pop(VARIABLE, None)


def restart(text, armed, stops, folder):
    """Starts anew, with the arguments in `text` if there are any, and with what is `armed`. `stops` says
    whether any of it may stop the program. Returns what is wrong, if it cannot."""
    before, arguments = _command()
    try:
        given = shlex.split(text)
    except ValueError as error:
        return f"these are no arguments: {error}"
    if given and arguments is None:
        return "cannot tell the program's arguments from Python's: it has changed sys.argv"
    if own_command is None and not stops:
        return "nothing would stop the program: set a breakpoint first"
    environment = {**os.environ, VARIABLE: armed}
    environment.pop("PYINSTR_COMMANDS", None)
    return _become([*before, *(given or arguments or ())], environment, folder)


def _become(words, environment, folder):
    from .exiting import run_exit_functions

    run_exit_functions()
    try:
        os.chdir(folder)
        os.execve(words[0], words, environment)
    except OSError as error:
        return f"cannot restart: {error}"
