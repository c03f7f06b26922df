"""The original text of what runs."""

import io
import linecache
import tokenize

from . import _core


def decode(source):
    """The lines of a source file's bytes, without line endings."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding, "replace")
    except (SyntaxError, LookupError):
        text = source.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def source(frame):
    """The original lines of the frame's file; empty if it cannot be had."""
    text = _core.original_text(frame.f_code.co_filename)
    if text:
        return decode(text)
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    return [line.rstrip("\r\n") for line in lines]


def source_of(file):
    """The same for a file named as a breakpoint names one."""
    text = _core.original_text(file)
    return decode(text) if text else []


def extent(frame):
    """First and last line of the frame's function; of the whole file for a module."""
    code = frame.f_code
    if code.co_name == "<module>":
        return 1, len(source(frame))
    return code.co_firstlineno, max(_lines(code))


def _lines(code):
    yield from (line for *_, line in code.co_lines() if line)
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            yield from _lines(constant)
