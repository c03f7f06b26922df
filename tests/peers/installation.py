"""Installations of an interpreter of their own: one with its library as it is, one instrumented.

The interpreter's program is copied and finds its library beside itself (`bin/python3.12`,
`lib/python3.12`), as it does where it is installed. So nothing in the environment says which
library is used, and children that ignore the environment (`-I`, `-E`, `-S`) use it, too.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from support.interpreters import Interpreter

# No part of the library, or made by the interpreter.
LEFT_OUT = ("site-packages", "dist-packages", "__pycache__")
# Loaded before there is a sys.path to find the runtime on. What is frozen into the interpreter
# (os, site, abc, codecs, io, importlib's machinery, runpy, …) is not read from here at all.
TOO_EARLY = ("encodings/**",)


@dataclass(frozen=True)
class Installation:
    """A folder with `bin` and `lib`, and the interpreter in it."""

    folder: Path
    python: Path
    library: Path


def place(interpreter: Interpreter, folder: Path) -> Installation:
    name = "python{}.{}".format(*interpreter.version)
    return Installation(folder, folder / "bin" / name, folder / "lib" / name)


def take_program(interpreter: Interpreter, into: Installation) -> None:
    into.python.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(os.path.realpath(interpreter.path), into.python)


def original(interpreter: Interpreter, folder: Path) -> Installation:
    """A copy of what is installed, made anew only if the release has changed."""
    installed = place(interpreter, folder)
    stamp, release = folder / "release", f"{interpreter.path} {interpreter.release}\n"
    if stamp.exists() and stamp.read_text() == release:
        return installed
    shutil.rmtree(folder, ignore_errors=True)
    take_program(interpreter, installed)
    ignored = shutil.ignore_patterns(*LEFT_OUT)
    shutil.copytree(interpreter.library, installed.library, ignore=ignored, symlinks=True)
    stamp.write_text(release)
    return installed


def instrumented(interpreter: Interpreter, first: Installation, folder: Path, pyinstr):
    """The same with an instrumented library; what did not change is not built again."""
    installed = place(interpreter, folder)
    take_program(interpreter, installed)
    excluded = [part for glob in (*TOO_EARLY, "__pycache__") for part in ("--exclude", glob)]
    pyinstr("build", "--quiet", *excluded, first.library, installed.library)
    return installed
