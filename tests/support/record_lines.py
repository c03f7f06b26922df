"""Runs a program under sys.settrace and writes every LINE event of its own files.

    cd tests && python -m support.record_lines EVENTS FOLDER LIMIT PROGRAM [ARGUMENT…]

Files below FOLDER are the program's own. EVENTS gets a line for each event: the frame's number,
the file relative to FOLDER, the line, the function's qualified name, with tabs between. After
LIMIT events the program is ended.
"""

import os
import runpy
import sys

from support.breakable import names_of


class Recorder:
    """The trace function and what it has seen."""

    def __init__(self, path: str, folder: str, limit: int):
        self.path = path
        self.folder = os.path.realpath(folder) + os.sep
        self.limit = limit
        self.events: list[tuple[int, str, int, str]] = []
        self.names: dict[str, dict[tuple[int, str], str] | None] = {}
        self.frames = 0

    def of_file(self, file: str) -> dict[tuple[int, str], str] | None:
        """The functions of one of the program's files; None for any other file."""
        if file not in self.names:
            path = os.path.realpath(file)
            own = path.startswith(self.folder) and os.path.isfile(path)
            self.names[file] = functions_in(path) if own else None
        return self.names[file]

    def __call__(self, frame, event, argument):
        if frame.f_trace is not None:  # a generator that goes on
            return frame.f_trace
        code = frame.f_code
        functions = self.of_file(code.co_filename)
        if functions is None:
            return None
        name = functions.get((code.co_firstlineno, code.co_name), code.co_name)
        return self.follower(os.path.relpath(os.path.realpath(code.co_filename), self.folder), name)

    def follower(self, file: str, name: str):
        """The local trace function of one frame."""
        self.frames += 1
        number = self.frames

        def follow(frame, event, argument):
            if event == "line":
                self.events.append((number, file, frame.f_lineno, name))
                if len(self.events) >= self.limit:
                    self.write()
                    os._exit(0)
            return follow

        return follow

    def write(self) -> None:
        with open(self.path, "w", encoding="utf-8") as out:
            for event in self.events:
                print(*event, sep="\t", file=out)


def functions_in(path: str) -> dict[tuple[int, str], str]:
    with open(path, "rb") as file:
        return names_of(compile(file.read(), path, "exec", dont_inherit=True))


def main(events: str, folder: str, limit: str, program: str, *arguments: str) -> None:
    recorder = Recorder(os.path.abspath(events), folder, int(limit))
    sys.argv = [program, *arguments]
    sys.path[0] = os.path.dirname(os.path.abspath(program))
    sys.settrace(recorder)
    try:
        runpy.run_path(program, run_name="__main__")
    except SystemExit:
        pass
    finally:
        sys.settrace(None)
        recorder.write()


if __name__ == "__main__":
    main(*sys.argv[1:])
