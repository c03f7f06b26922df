"""Where statements begin in a code object: which of the interpreter's line events tell of a new
statement, and which only go on with one.

An interpreter reports a line again when a call over several lines is made at last, when a block of
`with` is left, when a decorator is called, when a `for` asks for its next item. A hook stands at the
statement's beginning only; so that both sources stop alike, the other events are passed over.

A statement is told from the way control comes to an instruction: from another statement, and not by
falling back to an earlier line (straight code goes down a text, so what goes up goes on with
something begun before).
"""

import dis

PLAIN, ASKED_AGAIN, ELEMENT, ENTERED, IN_ROUNDS, LEFT = range(6)  # as in sources.h

JUMPS = {*dis.hasjrel, *dis.hasjabs, *getattr(dis, "hasjump", ())}
ENDS = {
    "RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE", "JUMP_FORWARD", "JUMP_ABSOLUTE",
    "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT",
}  # fmt: skip
"""Instructions that control does not fall through."""


class Instruction:
    """One instruction, with what is known of it."""

    __slots__ = ("offset", "name", "line", "statement", "role", "sources", "falls")

    def __init__(self, offset, name, line, statement, role):
        self.offset, self.name, self.line = offset, name, line
        self.statement, self.role = statement, role
        self.sources = []  # those that jump here
        self.falls = None  # the one before, if control falls through from it

    def is_told_from(self, other):
        """Whether control that comes from there comes to a new statement."""
        if other.statement == self.statement:
            return False
        if other is self.falls:
            up = other.line is not None and self.line < other.line
            return not up or self.role in (ASKED_AGAIN, ELEMENT)
        return other.offset < self.offset or self.role in (ASKED_AGAIN, IN_ROUNDS)

    def begins(self):
        if not self.sources and self.falls is None:
            return not (self.role == LEFT and self.name == "PUSH_EXC_INFO")
        came_from = self.sources if self.falls is None else [self.falls, *self.sources]
        return any(self.is_told_from(other) for other in came_from)


def _instructions(code, statements):
    lines = {}
    for start, end, line in code.co_lines():
        lines.update(dict.fromkeys(range(start, end, 2), line))
    preamble, before, all_of_them, jumps = True, None, [], []
    for one in dis.get_instructions(code):
        line = lines.get(one.offset)
        statement, role = statements.get(line, (("line", line), PLAIN))
        if preamble or line is None:
            statement = before.statement if before and not preamble else None
        now = Instruction(one.offset, one.opname, line, statement, role)
        now.falls = before if before and before.name not in ENDS else None
        if line is None and now.falls is None:
            now.statement = None
        if one.opcode in JUMPS:
            jumps.append((now, one.argval))
        if one.opname == "RESUME":
            preamble = False
        all_of_them.append(now)
        before = now
    if preamble:  # 3.10 has no RESUME
        for now in all_of_them:
            if now.line is not None:
                now.statement = statements.get(now.line, (("line", now.line), PLAIN))[0]
    at = {now.offset: now for now in all_of_them}
    for now, target in jumps:
        if target in at:
            at[target].sources.append(now)
    return all_of_them


def starts(code, statements):
    """[(offset, line)] of the instructions with which statements begin. `statements` gives for a
    line its statement, by number, and that statement's role; lines without one may be missing."""
    found = []
    for now in _instructions(code, statements):
        told = now.line in statements and now.statement == statements[now.line][0]
        if told and now.begins():
            found.append((now.offset, now.line))
    return found
