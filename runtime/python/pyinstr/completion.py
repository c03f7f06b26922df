"""What may stand at the end of Python that is being typed at the prompt.

Names, keywords, attributes, keys in brackets, keyword arguments. Nothing of the program is called to
find them but `__dir__`, `keys` and `_ipython_key_completions_`, and those in bounded time; properties
are not run: where only running one would tell, nothing is offered.
"""

import ast
import builtins
import inspect
import keyword
import types
from itertools import islice

from .rendering import cut
from .values import Patience, TimeUp

MOST_KEYS = 1000
CLOSING = {")": "(", "]": "[", "}": "{"}


class Unknown(Exception):
    """The value of an expression cannot be had without running something."""


class _Scan:
    """Where the end of a text is: `open` holds the positions of brackets not closed yet, `string`
    that of the quote of a string not ended yet (its prefix letters before it), or -1."""

    def __init__(self, text):
        self.text, self.open, self.string, self.quote = text, [], -1, ""
        at = 0
        while at < len(text):
            at = self._step(at)

    def _step(self, at):
        char = self.text[at]
        if self.quote:
            if char == "\\":
                return at + 2
            if self.text.startswith(self.quote, at):
                at, self.quote, self.string = at + len(self.quote) - 1, "", -1
        elif char in "\"'":
            self.quote = char * 3 if self.text.startswith(char * 3, at) else char
            self.string = at
            return at + len(self.quote)
        elif char in "([{":
            self.open.append(at)
        elif char in CLOSING and self.open and self.text[self.open[-1]] == CLOSING[char]:
            self.open.pop()
        elif char == "#":
            return len(self.text)
        return at + 1


def _is_name(char):
    return char == "_" or char.isalnum() or not char.isascii()


def _name_begin(text, end):
    while end > 0 and _is_name(text[end - 1]):
        end -= 1
    return end


def _brackets(text):
    """For each closing bracket, and each end of a string, where it begins."""
    begins, open_, at = {}, [], 0
    while at < len(text):
        char = text[at]
        if char in "\"'":
            end = at + 1
            while end < len(text) and text[end] != char:
                end += 2 if text[end] == "\\" else 1
            begins[end] = at
            at = end
        elif char in "([{":
            open_.append(at)
        elif char in CLOSING and open_:
            begins[at] = open_.pop()
        at += 1
    return begins


def _primary(text):
    """The expression at the end of a text: names, attributes, brackets behind names."""
    begins, at = _brackets(text), len(text)
    while at > 0:
        char = text[at - 1]
        if char in ")]}\"'" and at - 1 in begins:
            at = begins[at - 1]
            if at == 0 or not (_is_name(text[at - 1]) or text[at - 1] in ")]}\"'"):
                break
        elif _is_name(char):
            at = _name_begin(text, at)
            if at == 0 or text[at - 1] != ".":
                break
        elif char == ".":
            at -= 1
        else:
            break
    return text[at:]


# -- values without running anything --------------------------------------------------------


_STORED = (types.MemberDescriptorType, types.GetSetDescriptorType)
"""Descriptors that only read what is stored."""

_BOUND = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType,
    types.WrapperDescriptorType, types.ClassMethodDescriptorType, classmethod, staticmethod,
)


def _attribute(value, name):
    found = inspect.getattr_static(value, name, Unknown)
    if found is Unknown:
        raise Unknown
    if isinstance(found, (*_STORED, *_BOUND)) and type(found) not in (classmethod, staticmethod):
        return found if issubclass(type(value), type) else object.__getattribute__(value, name)
    if isinstance(found, (classmethod, staticmethod)):
        return found.__func__
    if type(found) is property or hasattr(type(found), "__get__"):
        raise Unknown
    return found


def _item(value, key):
    if type(key) not in (str, bytes, int, bool, float, type(None), tuple):
        raise Unknown
    if issubclass(type(value), dict) and type(value).__getitem__ in (dict.__getitem__, *_DICT_LIKE):
        return dict.__getitem__(value, key)
    if type(value) in (list, tuple, str, bytes):
        return value[key]
    raise Unknown


def _dict_likes():
    from collections import Counter, OrderedDict, defaultdict

    return tuple(kind.__getitem__ for kind in (Counter, OrderedDict, defaultdict))


_DICT_LIKE = _dict_likes()


def _value_of(node, names):
    """The value of a tree. Raises Unknown, or what looking things up in builtins raises."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.Attribute):
        return _attribute(_value_of(node.value, names), node.attr)
    if isinstance(node, ast.Subscript):
        return _item(_value_of(node.value, names), _value_of(node.slice, names))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = _value_of(node.operand, names)
        if type(number) in (int, float):
            return -number
    if isinstance(node, ast.JoinedStr):
        return ""
    kind = {ast.List: list, ast.Dict: dict, ast.Set: set, ast.Tuple: tuple}.get(type(node))
    if kind is None:
        raise Unknown
    return kind()


def _evaluate(expression, names):
    return _value_of(ast.parse(expression.strip(), mode="eval").body, names)


class _Names(dict):
    """What a name means in a frame."""

    def __init__(self, frame, extras):
        super().__init__(vars(builtins))
        for more in (extras, frame.f_globals, frame.f_locals):
            self.update(more)


# -- what is offered ------------------------------------------------------------------------


def _attributes(value, begun, patience):
    names = [name for name in patience.call(dir, value) if isinstance(name, str)]
    if not begun.startswith("_"):
        names = [name for name in names if not name.startswith("_")]
    return sorted(name for name in names if name.startswith(begun))


def _keys_of(value):
    if isinstance(value, dict):
        return list(islice(dict.keys(value), MOST_KEYS))
    own = getattr(type(value), "_ipython_key_completions_", None)
    return list(islice(own(value) if own else value.keys(), MOST_KEYS))


def _keys(value, quote, begun, patience):
    """Keys as they are written in brackets. With a quote typed already, only texts: from behind it."""
    if type(value) in (list, tuple, str, bytes, int):
        return []
    written = []
    for key in patience.call(_keys_of, value):
        if type(key) is str:
            text = _quoted(key, quote or "'")
            written.append(text[1:] + "]" if quote else text + "]")
        elif not quote and type(key) in (int, bool, bytes, float, type(None), tuple):
            written.append(cut(repr(key), 80) + "]")
    return [text for text in written if text.startswith(begun)]


def _quoted(text, quote):
    """A string literal in quotes of that kind."""
    inner = repr(text)[1:-1]
    if repr(text)[0] != quote:
        inner = inner.replace("\\'", "'").replace(quote, "\\" + quote)
    return quote + inner + quote


def _arguments(call, begun, names, patience):
    """`name=` for the parameters of the function that is being called."""
    try:
        called = _evaluate(call, names)
        if not issubclass(type(called), (*_BOUND, types.MethodType, type)):
            return []
        parameters = patience.call(inspect.signature, called).parameters.values()
    except (Exception, TimeUp):
        return []
    by_name = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [
        one.name + "=" for one in parameters
        if one.kind in by_name and one.name.startswith(begun) and one.name != "self"
    ]


def _words(text, begin, scan, names, patience):
    begun = text[begin:]
    found = {name for name in names if isinstance(name, str) and name.startswith(begun)}
    if not begun.startswith("_"):
        found = {name for name in found if not name.startswith("_")}
    if begun:
        found.update(word for word in keyword.kwlist if word.startswith(begun))
    offered = sorted(found)
    if scan.open and text[scan.open[-1]] == "(":
        called = _primary(text[: scan.open[-1]])
        if called and _begins_argument(text, scan.open[-1], begin):
            offered = _arguments(called, begun, names, patience) + offered
    return offered


def _begins_argument(text, bracket, begin):
    before = text[bracket:begin].rstrip()
    return before.endswith(("(", ","))


def _offers(text, names, patience):
    """(begin, texts) of what may stand instead of text[begin:]."""
    scan = _Scan(text)
    inside = scan.text[scan.open[-1]] if scan.open else ""
    if scan.string >= 0:
        before = text[: scan.string].rstrip()
        subject = _primary(before[:-1]) if inside == "[" and before.endswith("[") else ""
        if not subject or len(scan.quote) > 1:
            return len(text), []
        begin = scan.string + 1
        return begin, _keys(_evaluate(subject, names), scan.quote, text[begin:], patience)
    begin = _name_begin(text, len(text))
    if begin > 0 and text[begin - 1] == ".":
        subject = _primary(text[: begin - 1])
        if not subject or subject.isdigit():
            return begin, []
        return begin, _attributes(_evaluate(subject, names), text[begin:], patience)
    offered = _words(text, begin, scan, names, patience)
    if inside == "[" and text[:begin].rstrip().endswith("["):
        subject = _primary(text[: scan.open[-1]])
        if subject:
            offered = _keys_or_none(subject, text[begin:], names, patience) + offered
    return begin, offered


def _keys_or_none(subject, begun, names, patience):
    try:
        return _keys(_evaluate(subject, names), "", begun, patience)
    except (Exception, TimeUp):
        return []


def complete(frame, text, extras):
    """(begin, texts): what may stand instead of text[begin:]. Never raises."""
    try:
        with Patience() as patience:
            return _offers(text, _Names(frame, extras), patience)
    except BaseException:
        return len(text), []
