"""The rules that turn the LINE events of an original into the hooks of its copy.

One row a rule: what it is called, why the two differ, which events it speaks of, and what becomes
of them. The first rule that speaks of an event decides; an event no rule speaks of is expected
from the hooks as it is. A rule sees the event, the header it belongs to (made from the original's
syntax tree alone) and its neighbours in the same frame.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lines.event import Event
from support.breakable import TYPE_PARAMETERS
from support.headers import COMPREHENSIONS


@dataclass(frozen=True)
class Rule:
    name: str
    why: str
    speaks_of: Callable[[Event], bool]
    # Whether the event is expected at once, and whether again before the frame's next one.
    becomes: Callable[[Event], tuple[bool, bool]] = lambda event: (False, False)
    # Whether the copy's hooks on such lines are left out of the comparison, too.
    both: bool = False
    # The first version whose LINE events need the rule.
    since: tuple[int, int] = (3, 10)
    # The first version that can run the rule's fixture.
    syntax_since: tuple[int, int] = (3, 10)


def kind(event: Event) -> str:
    return event.header.kind if event.header else ""


def without_slot(event: Event) -> bool:
    return event.header is not None and event.line not in event.header.slots


def of_kind(*kinds: str) -> Callable[[Event], bool]:
    return lambda event: kind(event) in kinds and without_slot(event)


def decorator_call(event: Event) -> bool:
    """Decorators are evaluated first to last, and called last to first after the `def`."""
    if kind(event) not in ("decorator", "class"):
        return False
    before = event.before
    while before is not None and kind(before) == "decorator":
        if before.line > event.line:
            return True
        before = before.before
    return before is not None and kind(before) in ("def", "class") and event.line <= before.line


def leaves_with(event: Event) -> bool:
    return kind(event) == "with" and event.from_body


def later_line(event: Event) -> bool:
    return without_slot(event) and bool(event.header.slots)


def statement_begins(event: Event) -> tuple[bool, bool]:
    """A statement may begin to run on a later line than its own; its hook comes first."""
    one = kind(event) != "comprehension" and len(event.header.slots) == 1
    return one and event.begins, False


def returns_to_line(event: Event) -> bool:
    """The same header again, which has had its event or has it for a later line."""
    if event.header is None or kind(event) == "comprehension" or event.begins:
        return False
    if without_slot(event):
        return False
    known = any(earlier.line == event.line for earlier in event.earlier_here())
    return known or len(event.header.slots) == 1


def empty_body(event: Event) -> bool:
    lone_docstring = kind(event) == "docstring" and not without_slot(event)
    return lone_docstring or of_kind("function entry")(event)


def element(event: Event) -> bool:
    """A line that an element or a condition of a comprehension begins."""
    return kind(event) == "comprehension" and not without_slot(event)


def comes_to_for(event: Event) -> bool:
    return kind(event) == "for" and event.begins and not one_line_loop(event)


def entry_and_round(event: Event) -> tuple[bool, bool]:
    """The header is asked for one value more than it has; its hooks tell entry and rounds."""
    return not event.from_body, event.header.rounds and event.to_body


def one_line_loop(event: Event) -> bool:
    return kind(event) in ("for", "while") and event.line in event.header.body


def guarded_case(event: Event) -> bool:
    return kind(event) == "case" and event.line in event.header.slots


def one_line_comprehension(event: Event) -> bool:
    return event.function.rpartition(".")[2] in COMPREHENSIONS.values() and (
        event.header is None or without_slot(event)
    )


def of_type_parameters(event: Event) -> bool:
    return event.function.startswith(TYPE_PARAMETERS)


RULES = [
    Rule("type parameters", "they are evaluated in a function of their own that nobody wrote",
         of_type_parameters, syntax_since=(3, 12)),
    Rule("for", "a header is hit on entry and once a round, when the body begins",
         comes_to_for, entry_and_round),
    Rule("one-line loop", "its rounds have one LINE event between them", one_line_loop, both=True),
    Rule("guard", "LINE tells that a pattern is tried, the hook that it matched",
         guarded_case, both=True),
    Rule("def", "a `def` is no stop: a breakpoint there means the function", of_kind("def")),
    Rule(
        "decorator call",
        "a decorator is stopped at where it is evaluated, not again where it is called",
        decorator_call,
        since=(3, 11),
    ),
    Rule("class body", "a class body begins on the line of its `class`", of_kind("class body")),
    Rule("later annotation", "since 3.14 no code of a class body: a stop that only hooks have",
         lambda event: kind(event) == "later annotation", both=True, since=(3, 14)),
    Rule("try", "`try:` does nothing", of_kind("try")),
    Rule("with exit", "leaving a block is no stop at its header", leaves_with),
    Rule("case", "a pattern without a guard has no hook", of_kind("case")),
    Rule("bare except", "`except:` has no expression to hook", of_kind("except")),
    Rule("empty body", "without code in a body its hook is at the docstring, its line at the def",
         empty_body, both=True),
    Rule("docstring", "a docstring must stay first", of_kind("docstring")),
    Rule("future", "an import from the future must stay first", of_kind("future")),
    Rule(
        "one-line comprehension",
        "a comprehension's code has hooks only on lines that its parts begin",
        one_line_comprehension,
    ),
    Rule("element", "its function, and how often it has an event, depend on the version",
         element, both=True),
    Rule("continuation", "later lines of a statement are part of it",
         later_line, statement_begins),
    Rule("call continuation", "back to a statement's line for the call", returns_to_line),
]
