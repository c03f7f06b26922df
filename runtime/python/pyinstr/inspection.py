"""How text typed at the prompt runs in a stopped frame.

The native inspector calls these functions on the stopped thread, while hooks on that thread are
ignored. None of them raises: every error of the program's own code comes back as text. They are
imported when something is typed: what a stop shows by itself is in frame_variables and source_text, which
import less. Starting the runtime imports no Python module at all.
"""

import ast
import codeop
import pprint as _pprint
import sys

from . import _core, awaiting, convenience, described, interaction, prompt_names
from .prompt_names import ModuleNames, extras, look_only, run, typed_names  # noqa: F401 (the native side asks here)
from .values import error_text, show, shown_results

VALUE, NOTHING, INCOMPLETE, FAILED, INTERRUPTED = range(5)
"""Kinds of an evaluation's outcome, in the order of the native enumeration."""


def _outcome(action):
    """Runs an action that returns (kind, text); what it raises becomes an outcome too."""
    try:
        return action()
    except KeyboardInterrupt:
        return INTERRUPTED, ""
    except BaseException as error:
        return FAILED, "*** " + error_text(error)


def value(frame, text):
    """The value of one expression, in the frame's names."""
    code = compile(convenience.prepare(frame, text).strip(), "<prompt>", "eval")
    if frame.f_locals is frame.f_globals:
        return eval(code, frame.f_globals, ModuleNames(frame))
    return eval(code, typed_names(frame))


def evaluate(frame, text):
    """(kind, text) of one expression."""
    return _outcome(lambda: (VALUE, show(value(frame, text))))


def pretty(frame, text):
    """The same, laid out by pprint."""
    return _outcome(lambda: (VALUE, _pprint.pformat(value(frame, text))))


QUESTIONS = (described.what, described.source)
"""What can be asked about a value, in the order of the native enumeration."""


def answer(frame, question, text):
    """(kind, text) of an answer about the value of an expression."""
    return _outcome(lambda: (VALUE, QUESTIONS[question](value(frame, text))))


def execute(frame, text, may_continue):
    """Whatever could be typed at Python's own prompt. Expressions give their repr."""
    return _outcome(lambda: _execute(frame, text, may_continue))


def _debugged(function):
    """The stop may be inside an event of the interpreter's, which lets no other one through."""
    return sys.call_tracing(_core.debugged, (function,))


def debug(frame, text):
    """The same for one statement, through which the debugger can step."""
    kept = prompt_names.kept()
    try:
        return _outcome(lambda: _execute(frame, text, False, _debugged))
    finally:
        prompt_names.keep_again(kept)


def begin_interaction(frame):
    """From now on `interact` has a copy of the frame's names."""
    return _outcome(lambda: (NOTHING, interaction.begin(frame) or ""))


def interact(text, may_continue):
    """(kind, text) of what was typed at that prompt."""
    if may_continue and _is_incomplete(text):
        return INCOMPLETE, ""
    return _outcome(lambda: _shown(interaction.execute(text)))


def _shown(text):
    return (VALUE, text) if text else (NOTHING, "")


TAKES_ONE_LINERS = sys.implementation.name == "pypy"
"""The compiler takes `for x in y: z` for complete; elsewhere an empty line must follow."""

_compiler = codeop.CommandCompiler()
_compiler.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def _is_incomplete(text):
    try:
        code = _compiler(text, "<prompt>", "single")
    except (SyntaxError, ValueError, OverflowError):
        return False  # said again, in the usual words, by whoever compiles it now
    return code is None or (TAKES_ONE_LINERS and _is_open(text))


def is_whole_block(frame, text):
    """Whether an unfinished text is a block that lacks the empty line behind it only."""
    try:
        return _compiler(convenience.prepare(frame, text) + "\n", "<prompt>", "single") is not None
    except (SyntaxError, ValueError, OverflowError):
        return False


def _is_open(text):
    """Whether a compound statement on one line has not got its empty one yet."""
    return "\n" not in text and hasattr(ast.parse(text + "\n", "<prompt>", "single").body[0], "body")


def _execute(frame, text, may_continue, *call):
    text = convenience.prepare(frame, text)
    if may_continue and _is_incomplete(text):
        return INCOMPLETE, ""
    if awaiting.takes(frame, text):
        return NOTHING, ""
    tree = ast.parse(text + "\n", "<prompt>", "single")
    with shown_results() as shown:
        note = run(frame, tree, *call)
    return _shown("\n".join(filter(None, [*shown, note])))


# -- completion -----------------------------------------------------------------------------

def complete(frame, text):
    """(begin, texts): what may stand instead of text[begin:], begin counted in UTF-8."""
    from . import completion

    begin, texts = completion.complete(frame, text, extras(frame))
    return len(text[:begin].encode("utf-8", "surrogateescape")), texts
