"""What a value is, and the text it was made from: `whatis` and `source`."""

import inspect
import types


def what(value):
    """As pdb says it: a function, a method, a class, else the type."""
    function = getattr(value, "__func__", value)
    if isinstance(value, type):
        return f"Class {value.__module__}.{value.__qualname__}"
    if isinstance(value, types.MethodType) and hasattr(function, "__code__"):
        return f"Method {function.__code__.co_name}"
    if hasattr(value, "__code__") and isinstance(value.__code__, types.CodeType):
        return f"Function {value.__code__.co_name}"
    return str(type(value))


def source(value):
    """Its lines, numbered as `list` numbers them. Raises OSError and TypeError as inspect does."""
    if isinstance(value, types.ModuleType):
        lines, first = inspect.getsource(value).splitlines(), 1
    else:
        lines, first = inspect.getsourcelines(value)
    width = len(str(first + len(lines) - 1))
    numbered = (f"    {number:>{width}}  {line.rstrip()}" for number, line in enumerate(lines, max(first, 1)))
    return "\n".join(line.rstrip() for line in numbered)
