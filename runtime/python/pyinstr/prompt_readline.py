"""A line read by the standard library's readline, with our completions and the project's history.

Readline has one history and one completer for the whole process: the program's are taken away
before a line and given back behind it.
"""

import readline

DELIMITERS = " \t\n`~!@#$%^&*()-=+[{]}\\|;'\",<>/?:"


class _Completer:
    """What readline calls with growing numbers for one word."""

    def __init__(self, asked):
        self.asked = asked
        self.words = []

    def __call__(self, _word, number):
        try:
            if number == 0:
                self.words = self._find()
            return self.words[number] if number < len(self.words) else None
        except Exception:
            return None

    def _find(self):
        """Readline replaces from where it sees a word begin; what we offer may begin elsewhere."""
        line = readline.get_line_buffer()[: readline.get_endidx()]
        begin, texts = self.asked.complete(line)
        word = readline.get_begidx()
        if begin >= word:
            return [line[word:begin] + text for text in texts]
        kept = line[begin:word]
        return [text[len(kept) :] for text in texts if text.startswith(kept)]


def _entries():
    count = readline.get_current_history_length()
    return [readline.get_history_item(i) or "" for i in range(1, count + 1)]


def _set_entries(entries):
    readline.clear_history()
    for entry in entries:
        readline.add_history(entry)


def _bind():
    is_libedit = "libedit" in (getattr(readline, "backend", "") or readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")


def read(asked, history):
    """One line, without its end."""
    completer, delimiters = readline.get_completer(), readline.get_completer_delims()
    entries = _entries()
    _set_entries([line for entry in history.entries for line in entry.split("\n")])
    readline.set_completer_delims(DELIMITERS)
    readline.set_completer(_Completer(asked))
    _bind()
    try:
        line = asked.read_line(asked.prompt)
    finally:
        readline.set_completer(completer)
        readline.set_completer_delims(delimiters)
        _set_entries(entries)
    if not line:
        raise EOFError
    line = line.rstrip("\r\n")
    history.add(line)
    return line
