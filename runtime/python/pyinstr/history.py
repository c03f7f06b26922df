"""What was typed at the prompt, kept for each project.

A file in the state folder (XDG_STATE_HOME) for each project: the nearest folder above the working
folder that looks like one. Sessions append under a lock, so that those of several processes are all
kept; a file that has grown too long is replaced by its end. PYINSTR_HISTORY=off keeps nothing, any
other value is the file to use. An entry is one line of the file, with its own line ends as `\\n`.
"""

import hashlib
import os

try:
    import fcntl
except ImportError:  # no POSIX: without a lock
    fcntl = None

MOST_ENTRIES = 1000
ROOT_MARKS = (".git", ".hg", "pyproject.toml", "setup.py", "setup.cfg")


def project_folder(folder):
    """The project that a folder belongs to; the folder itself where there is none."""
    at = folder = os.path.realpath(folder)
    while True:
        if any(os.path.exists(os.path.join(at, mark)) for mark in ROOT_MARKS):
            return at
        above = os.path.dirname(at)
        if above == at:
            return folder
        at = above


def history_file():
    """Where this process keeps its history; None for nowhere."""
    wish = os.environ.get("PYINSTR_HISTORY", "")
    if wish:
        return None if wish == "off" else os.path.expanduser(wish)
    return state_file("history")


def saved_file():
    """Where `save` writes what stops the programs of this project, unless told otherwise."""
    return state_file("saved")


def state_file(kind):
    """Where something of that kind is kept for this project; None for nowhere."""
    try:
        project = project_folder(os.getcwd())
    except OSError:  # the working folder is gone
        return None
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    if not os.path.isabs(state):
        return None
    key = hashlib.blake2b(os.fsencode(project), digest_size=6).hexdigest()
    name = os.path.basename(project) or "root"
    return os.path.join(state, "pyinstr", kind, f"{name}-{key}")


def _escaped(entry):
    return entry.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(line):
    parts = line.split("\\\\")
    return "\\".join(part.replace("\\n", "\n") for part in parts)


class History:
    """The entries of one project, oldest first. Nothing here raises OSError: a history that cannot
    be kept is kept for this process only."""

    def __init__(self, path):
        self.path = path
        self.entries = self._read()

    def _read(self):
        if self.path is None:
            return []
        try:
            with open(self.path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
                lines = file.read().split("\n")
        except OSError:
            return []
        return [_unescaped(line) for line in lines if line][-MOST_ENTRIES:]

    def add(self, entry):
        """One more, unless it is blank or the last one again."""
        if not entry.strip() or (self.entries and self.entries[-1] == entry):
            return
        self.entries.append(entry)
        del self.entries[:-MOST_ENTRIES]
        try:
            self._append(_escaped(entry))
        except OSError:
            self.path = None

    def _append(self, line):
        if self.path is None:
            return
        folder = os.path.dirname(self.path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        lock = os.open(self.path + ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, (line + "\n").encode("utf-8", "surrogateescape"))
            finally:
                os.close(file)
            self._shorten()
        finally:
            os.close(lock)

    def _shorten(self):
        """Replaces a file of twice the length that is wanted by its end."""
        with open(self.path, "rb") as file:
            lines = file.read().splitlines(keepends=True)
        if len(lines) <= 2 * MOST_ENTRIES:
            return
        new = f"{self.path}.{os.getpid()}"
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(lines[-MOST_ENTRIES:])
        os.replace(new, self.path)
