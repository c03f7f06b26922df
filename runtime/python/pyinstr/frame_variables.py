"""The variables of a stopped frame, as text."""

from .values import show

CO_OPTIMIZED = 1
"""Flag of code whose locals are slots, not a mapping: functions, not modules and classes."""


def has_slots(frame):
    return bool(frame.f_code.co_flags & CO_OPTIMIZED)


def local(frame, name, limit):
    """The text of a local variable, None where it is unbound."""
    locals_ = frame.f_locals
    try:
        value = locals_[name]
    except Exception:
        return None
    return show(value, limit)


def arguments(frame, limit):
    """(name, text) of the parameters, in the order of the signature."""
    code = frame.f_code
    if not has_slots(frame):
        return []
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)  # *args, **kwargs
    locals_ = frame.f_locals
    return [
        (name, show(locals_[name], limit) if name in locals_ else "(deleted)")
        for name in code.co_varnames[:count]
    ]


def locals_of(frame, limit):
    """(name, text) of all locals; a module's dunder names are left out."""
    return [
        (str(name), show(value, limit))
        for name, value in list(frame.f_locals.items())
        if has_slots(frame) or not (str(name).startswith("__") and str(name).endswith("__"))
    ]
