"""Convenience variables: `$x`, the debugger's own, kept from stop to stop.

In what is typed each `$name` becomes an attribute of one object in builtins, which has no quotes and
can be read, assigned and deleted wherever a name could, in nested functions as well.
"""

import builtins
import sys

ROOT = "__pyinstr_variables__"
"""What the object is called. It ends with underscores, so that classes do not mangle it."""

ABSENT = {
    "_retval": "nothing has been returned here",
    "_exception": "no exception is being raised here",
    "_asynctask": "no asyncio task is running here",
}
"""Why one that is preset may have no value."""


class _Variables:
    """All of them, as attributes."""

    def __getattr__(self, name):
        why = ABSENT.get(name, f"`${name} = …` makes one")
        raise NameError(f"there is no ${name}: {why}")


_variables = _Variables()


def task():
    """The asyncio task that runs on this thread, if any."""
    asyncio = sys.modules.get("asyncio")  # never imported for this: it may be the program's
    try:
        return asyncio.current_task() if asyncio else None
    except (AttributeError, RuntimeError):  # being imported, or no loop runs on this thread
        return None


def preset(frame):
    """Sets what a stop and its selected frame say, before something typed runs there."""
    found = {"_frame": frame, "_asynctask": task(), "_exception": _exception()}
    for name in ("_frame", "_asynctask", "_retval", "_exception"):
        _variables.__dict__.pop(name, None)
    _variables.__dict__.update((name, value) for name, value in found.items() if value is not None)
    returns = sys.modules.get(f"{__package__}.returns")
    if returns is not None and returns.shown:  # None is a value, too
        _variables.__dict__["_retval"] = returns.shown[-1]


def _exception():
    """The one that this stop is about, raised just now or long ago."""
    tracebacks = sys.modules.get(f"{__package__}.tracebacks")
    return tracebacks.shown[-1].exception if tracebacks is not None and tracebacks.shown else None


class _Scanner:
    """Goes through a text once; what stands in strings stays, but for the fields of f-strings."""

    def __init__(self, text):
        self.text, self.at, self.out = text, 0, []

    def code(self, ends):
        """Up to one of `ends` outside brackets, which is not taken, or the end of the text."""
        depth = 0
        while self.at < len(self.text):
            char = self.text[self.at]
            if depth == 0 and char in ends and not (char == "!" and self.text.startswith("!=", self.at)):
                return
            if char in "'\"":
                self.string()
            elif char == "#":
                self.take(self.line_end() - self.at)
            elif char == "$" and self.name(self.at + 1):
                name = self.name(self.at + 1)
                self.out.append(f"{ROOT}.{name}")
                self.at += 1 + len(name)
            elif name := self.name(self.at):
                self.take(len(name))  # a prefix of a string, too: string() looks back
            else:
                depth += (char in "([{") - (char in ")]}" and depth > 0)
                self.take(1)

    def take(self, count):
        self.out.append(self.text[self.at : self.at + count])
        self.at += count

    def line_end(self):
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

    def name(self, begin):
        end = begin
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_"):
            end += 1
        return self.text[begin:end] if self.text[begin:end].isidentifier() else ""

    def prefix(self):
        begin = self.at
        while begin > 0 and self.text[begin - 1].isalpha():
            begin -= 1
        return self.text[begin : self.at].lower()

    def string(self):
        prefix, char = self.prefix(), self.text[self.at]
        quote = char * 3 if self.text.startswith(char * 3, self.at) else char
        self.take(len(quote))
        fields = "f" in prefix or "t" in prefix
        self.characters(quote, fields, raw="r" in prefix)
        self.take(len(quote))

    def characters(self, end, fields, raw=False):
        """The text of a string, or of a field's format, up to what ends it."""
        while self.at < len(self.text) and not self.text.startswith(end, self.at):
            if self.text[self.at] == "\\" and not (raw and fields):
                self.take(2)
            elif fields and self.text[self.at] == "{" and not self.text.startswith("{{", self.at):
                self.field()
            else:
                self.take(2 if self.text.startswith("{{", self.at) else 1)

    def field(self):
        self.take(1)
        self.code("}:!")
        if self.text.startswith("!", self.at):
            self.take(2)
        if self.text.startswith(":", self.at):
            self.take(1)
            self.characters("}", fields=True)
        self.take(1)


def translated(text):
    """The text with each `$name` outside strings as Python can read it."""
    if "$" not in text:
        return text
    scanner = _Scanner(text)
    scanner.code("")
    return "".join(scanner.out)


def offer(globals, frame):
    """Puts the variables where an expression in those globals looks for them; with a frame, as they are
    at what happens there."""
    there = globals.get("__builtins__", builtins)
    names = there if isinstance(there, dict) else vars(there)
    names[ROOT] = _variables
    if frame is not None:
        preset(frame)


def prepare(frame, text):
    """The text as Python can read it; the variables are where it looks for them."""
    if "$" not in text:
        return text
    preset(frame)
    frame.f_builtins[ROOT] = _variables
    return translated(text)
