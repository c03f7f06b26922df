"""A transcript: one text with the programs, the session that was had in them, and how it ended.

    # what the story is
    -- prog.py --
    def f(): return 1
    x = f()
    -- sample: counter.py --
    -- run: PYINSTR_BREAK=prog:2 prog.py lines --
    -- session --
    (dbg) where
    -> prog.py:2 in <module>
    (dbg) ^D
    exited: 0

Files stand between their headers; `-- sample: NAME --` takes one from samples/. `-- run: … --` is
written as on a command line: assignments for the environment, then the program with its
arguments (the first file without it), or `pyinstr run …`. Left out, the first file is run.
`-- prompt: name? --` names a prompt of the program's own. What follows a prompt is typed; `^D` is
the end of input and `^C` an interrupt. `-- python: 3.12 --` names the first version that can have
the session.
"""

import re
import shlex
from dataclasses import dataclass, field

HEADER = re.compile(r"^-- (?:(sample|run|prompt|python): ?)?(.*?) --$")
PROMPTS = ("(dbg) ", "... ", "(com) ", "((dbg)) ", "(((dbg))) ", ">>> ")


@dataclass
class Transcript:
    """What the text of a transcript says."""

    files: dict[str, str] = field(default_factory=dict)
    samples: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=lambda: list(PROMPTS))
    environment: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    first_version: tuple[int, ...] = ()
    head: str = ""  # everything up to the session, header line included
    session: str = ""

    @property
    def fed(self) -> int:
        """How many of the commands the shell is given beforehand, so that nobody types them."""
        given = [c for c in self.environment.get("PYINSTR_COMMANDS", "").split("\n") if c]
        options = self.command if self.command[:2] == ["pyinstr", "run"] else []
        return len(given) + options.count("-c")

    def typed(self) -> list[str]:
        """What is typed at the prompts, in order."""
        lines = []
        for line in self.session.splitlines():
            prompt = next((p for p in self.prompts if line.startswith(p)), None)
            if prompt is None and any(line == p.rstrip() for p in self.prompts):
                lines.append("")
            elif prompt is not None:
                lines.append(line[len(prompt) :])
        return lines[self.fed :]


def parse(text: str) -> Transcript:
    """Takes a transcript apart. Raises ValueError where it has no session."""
    head, mark, session = text.partition("-- session --\n")
    if not mark:
        raise ValueError("no `-- session --` in it")
    result = Transcript(head=head + mark, session=session)
    current = None
    for line in head.splitlines(keepends=True):
        match = HEADER.match(line.rstrip("\n"))
        if match:
            current = header(result, match.group(1), match.group(2))
        elif current is not None:
            result.files[current] += line
    first = [*result.files, *result.samples][0]
    if not result.command:
        result.command = [first]
    return result


def header(result: Transcript, kind: str | None, rest: str) -> str | None:
    """Notes one header; the file that its lines belong to, if any."""
    if kind is None:
        result.files[rest] = ""
        return rest
    if kind == "sample":
        result.samples.append(rest)
    elif kind == "prompt":
        result.prompts.append(rest + " ")
    elif kind == "python":
        result.first_version = tuple(map(int, rest.split(".")))
    else:
        words = shlex.split(rest)
        while words and re.match(r"\w+=", words[0]):
            name, _, value = words.pop(0).partition("=")
            result.environment[name] = value.replace("\\n", "\n")
        result.command = words
    return None
