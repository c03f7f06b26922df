"""Commands as Python functions, by the names they have in the companion repository of the talk that
this debugger is about.

They are offered at the prompt; names of the program win. Functions that let the program go on only
note it: the shell goes on when the typed line has ended.
"""

import ast
import inspect
import sys
import types

from . import _core
from .source_text import extent, source, source_of
from .values import show as text_of

BEGINS_AT_DEF = sys.version_info >= (3, 11) and sys.implementation.name == "cpython"
"""A function's first instruction is of its `def`, behind the decorators."""

state = {}
"""`_st`: kept from stop to stop, for whoever types."""


class Message(str):
    """Text that the prompt shows as it is."""

    __repr__ = str.__str__


def _lines(lines, first, last, current=0):
    """Lines first to last (from 1, both included), numbered as `list` numbers them."""
    first, last = max(first, 1), min(last, len(lines))
    if first > last:
        return Message("there are no such lines")
    width = len(str(last))
    rows = (
        f" {'->' if number == current else '  '} {number:>{width}}  {lines[number - 1]}".rstrip()
        for number in range(first, last + 1)
    )
    return Message("\n".join(rows))


def _code_of(function):
    """The code of a function, of a method, or of what a decorator has wrapped."""
    function = inspect.unwrap(getattr(function, "__func__", function))
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        raise TypeError(f"{text_of(function, 60)} is no function written in Python")
    return code


def _first_line(code):
    """The first line inside a function; of a one-liner, its own."""
    lines = sorted({line for *_, line in code.co_lines() if line})
    inside = [line for line in lines if line > code.co_firstlineno]
    if BEGINS_AT_DEF:
        start = next((line for *_, line in code.co_lines() if line), code.co_firstlineno)
        inside = [line for line in inside if line > start] or inside
    return inside[0] if inside else code.co_firstlineno


def _first_statement(body):
    """The first statement that does something: no docstring, no declaration."""

    def does_nothing(node):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        return is_docstring or isinstance(node, (ast.Global, ast.Nonlocal))

    return next((node for node in body if not does_nothing(node)), body[0])


def _line_in_file(file, function):
    """The first line inside a function of a file, by its name or qualified name."""
    todo = [("", ast.parse("\n".join(source_of(file))))]
    while todo:
        prefix, parent = todo.pop(0)
        for node in ast.iter_child_nodes(parent):
            inner = prefix
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                inner = f"{prefix}{node.name}."
                if not isinstance(node, ast.ClassDef) and function in (node.name, inner[:-1]):
                    return _first_statement(node.body).lineno
            todo.append((inner, node))
    raise ValueError(f"{file} has no function `{function}`")


def _place(file, function, line):
    """The line meant: -1 is the function's first one."""
    if line != -1 or not function:
        return line
    return _line_in_file(file, function if isinstance(function, str) else function.__qualname__)


def _set(file, line, condition):
    return Message(_core.set_breakpoint(str(file), int(line), condition or "", False)[1])


class Functions:
    """The functions for one frame. `_dbg` and `_h` are such an object, too."""

    def __init__(self, frame):
        self._frame = frame

    # -- going on

    def cont(self):
        """cont(): run until a breakpoint stops"""
        _core.go_on("continue")

    def skip_breaks(self, count=1):
        """skip_breaks(count=1): go on and let the next stops at breakpoints pass"""
        _core.skip_breaks(max(int(count), 0))
        _core.go_on("continue")

    def exit(self):
        """exit(): end the program, with status 1"""
        _core.go_on("quit")

    def step(self, into=False, out=False):
        """step(into=False, out=False): run to the next line, into calls, or out of this frame"""
        _core.go_on("return" if out else "step" if into else "next")

    def step_into(self):
        """step_into(): run to the next line, into calls too"""
        self.step(into=True)

    def step_out(self):
        """step_out(): run until this frame is left"""
        self.step(out=True)

    def single_stepping(self, enable=True, into=False, out=False):
        """single_stepping(enable=True, into=False, out=False): whether going on means stepping"""
        _core.step_always(("return" if out else "step" if into else "next") if enable else "continue")

    # -- looking around

    def location(self):
        """location(): where this frame is"""
        return Message(f"{self.current_file()}:{self._frame.f_lineno} in {self._frame.f_code.co_name}")

    def current_file(self):
        """current_file(): the path of this frame's file"""
        return self._frame.f_code.co_filename

    def show(self, file=None, start=None, end=None):
        """show(file=None, start=None, end=None): lines of a file, else of this frame's"""
        lines = source(self._frame) if file is None else source_of(str(file))
        if not lines:
            return Message(f"the source of {file or self.current_file()} cannot be had")
        current = self._frame.f_lineno if file is None else 0
        return _lines(lines, start or 1, end or len(lines), current)

    def context(self, pre=4, post=4):
        """context(pre=4, post=4): the lines before and behind the current one"""
        here = self._frame.f_lineno
        return _lines(source(self._frame), here - pre, here + post, here)

    def stacktrace(self):
        """stacktrace(): the stack, newest frame last"""
        rows, frame = [], self._frame
        while frame is not None:
            code = frame.f_code
            if not _core.is_debugger_frame(frame):
                rows.append(f"{code.co_filename}:{frame.f_lineno} in {code.co_name}")
            frame = frame.f_back
        return Message("\n".join(reversed(rows)))

    def show_function(self, func=None):
        """show_function(func=None): the lines of a function, else of this frame's"""
        if func is None:
            return _lines(source(self._frame), *extent(self._frame), self._frame.f_lineno)
        code = _code_of(func)
        lines = source_of(code.co_filename)
        if lines:
            last = max(line for *_, line in code.co_lines() if line)
            return _lines(lines, code.co_firstlineno, last)
        lines, first = inspect.getsourcelines(func)
        return _lines([""] * (first - 1) + [line.rstrip() for line in lines], first, first + len(lines) - 1)

    # -- breakpoints

    def break_at_func(self, func, line=-1, condition=None):
        """break_at_func(func, line=-1, condition=None): stop in a function, at its first line"""
        code = _code_of(func)
        return _set(code.co_filename, _first_line(code) if line == -1 else line, condition)

    def break_at_line(self, file, func=None, line=-1, condition=None):
        """break_at_line(file, func=None, line=-1, condition=None): stop at a line of a file"""
        return _set(file, _place(str(file), func, line), condition)

    def remove_break(self, func, line=-1):
        """remove_break(func, line=-1): remove the breakpoints on a line of a function"""
        code = _code_of(func)
        return Message(_core.clear_at(code.co_filename, _first_line(code) if line == -1 else int(line)))

    def remove_break_at_line(self, file, func=None, line=-1):
        """remove_break_at_line(file, func=None, line=-1): remove the breakpoints on a line"""
        return Message(_core.clear_at(str(file), int(_place(str(file), func, line))))

    def remove_all_breaks(self, file=None):
        """remove_all_breaks(file=None): remove the breakpoints of a file, or all"""
        if file is not None:
            return Message(_core.clear_at(str(file), 0))
        numbers = [int(line.split(None, 1)[0]) for line in _core.breakpoint_lines()]
        for number in numbers:
            _core.clear_breakpoint(number)
        return Message("removed " + ", ".join(map(str, numbers)) if numbers else "no breakpoints")

    def dbg_help(self):
        """dbg_help(): these functions"""
        rows = (getattr(self, name).__doc__ for name in NAMES)
        return Message("\n".join(rows) + "\n_frame is the frame, _st a dict that is kept; `help` shows the commands")


NAMES = [name for name in vars(Functions) if not name.startswith("_")]
"""All of them, in the order of the help."""


def offered(frame):
    """Name and value of what the prompt offers."""
    functions = Functions(frame)
    names = {name: getattr(functions, name) for name in NAMES}
    return {**names, "_dbg": functions, "_h": functions, "_st": state, "_frame": frame}
