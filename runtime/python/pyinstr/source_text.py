"""The original text of what runs."""

import codecs

from . import _core


def _has_cookie(source):
    """Whether it may say which encoding it has."""
    return source.startswith(codecs.BOM_UTF8) or any(b"coding" in line for line in source.split(b"\n", 2)[:2])


def _with_cookie(source):
    import io
    import tokenize

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        return source.decode(encoding, "replace")
    except (SyntaxError, LookupError):
        return source.decode("utf-8", "replace")


def decode(source):
    """The lines of a source file's bytes, without line endings."""
    text = _with_cookie(source) if _has_cookie(source) else source.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def source(frame):
    """The original lines of the frame's file; empty if it cannot be had."""
    text = _core.original_text(frame.f_code.co_filename)
    if text:
        return decode(text)
    return loaded_source(frame)


def source_of(file):
    """The same for a file named as a breakpoint names one."""
    text = _core.original_text(file)
    return decode(text) if text else []


def loaded_source(frame):
    """The same of what is in no file of its own, but whose loader can tell."""
    import linecache

    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    return [line.rstrip("\r\n") for line in lines]


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
