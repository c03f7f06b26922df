"""Executes a readable pair without any runtime: LINE events of one, hook calls of the other.

    cd tests && python -m support.run_pair NAME.py NAME.hooked.py

Prints JSON: `lines`, the events of the original as in record_lines, `hooks`, a row for each hook
that was called, and `ended`, the exceptions that ended the two. Prints `null` where this
interpreter rejects the original.
"""

import builtins
import contextlib
import io
import json
import re
import sys
from pathlib import Path

from support.breakable import TYPE_PARAMETERS, names_of

HOOKS = re.compile(r"\b(dbg|__dbg\d*__|dbg_[0-9a-f]{8})\(\d*\)")
LIMIT = 20000  # events after which a program counts as one that does not end


class Watch:
    """What one run of one text did, seen by hooks or by a trace function."""

    def __init__(self, text: bytes, file: str):
        self.code = compile(text, file, "exec", dont_inherit=True)
        self.names, self.file = names_of(self.code), file
        self.frames: dict[object, int] = {}
        self.rows: list[tuple[int, str, int, str]] = []

    def note(self, frame) -> None:
        number = self.frames.setdefault(frame, len(self.frames) + 1)
        code = frame.f_code
        name = self.names.get((code.co_firstlineno, code.co_name), code.co_name)
        self.rows.append((number, self.file, frame.f_lineno, name))
        if len(self.rows) > LIMIT:
            raise SystemExit(f"{self.file} does not end")

    def trace(self, frame, event, argument):
        if frame.f_code.co_filename != self.file:
            return None
        if event == "line":
            self.note(frame)
        return self.trace

    def hook(self, *number):
        frame = sys._getframe(1)
        hidden = frame.f_code.co_name.startswith(TYPE_PARAMETERS)
        self.note(frame.f_back if hidden else frame)

    def run(self) -> str:
        """Runs the text to its end; the exception that it ends with, or nothing."""
        scope = {"__name__": "__main__", "__file__": self.file}
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(self.code, scope)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return ""


def main(original: str, hooked: str) -> None:
    text = Path(hooked).read_bytes().replace("«prologue»".encode(), b"0")
    try:
        lines = Watch(Path(original).read_bytes(), Path(original).name)
    except SyntaxError:
        print("null")
        return
    hooks = Watch(text, lines.file)
    sys.settrace(lines.trace)
    ended = [lines.run()]
    sys.settrace(None)
    for name in set(HOOKS.findall(text.decode("utf-8", "replace"))):
        setattr(builtins, name, hooks.hook)
    ended.append(hooks.run())
    print(json.dumps({"lines": lines.rows, "hooks": hooks.rows, "ended": ended}))


if __name__ == "__main__":
    main(*sys.argv[1:])
