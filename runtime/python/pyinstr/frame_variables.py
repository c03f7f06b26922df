"""The variables of a stopped frame, as text. Each stop asks: what is imported here, a first stop waits for."""

from .values import Patience, TimeUp

CO_OPTIMIZED = 1
"""Flag of code whose locals are slots, not a mapping: functions, not modules and classes."""


def binds_global(code, name):
    """Whether that function binds or deletes a name of its module."""
    import dis

    return any(
        one.opname in ("STORE_GLOBAL", "DELETE_GLOBAL") and one.argval == name
        for one in dis.get_instructions(code)
    )


def has_slots(frame):
    return bool(frame.f_code.co_flags & CO_OPTIMIZED)


def _local(frame, name, patience):
    """A local variable's value; raises where it is unbound. A class body's names may be in a
    mapping of the program's own making."""
    locals_ = frame.f_locals
    if has_slots(frame) or type(locals_) is dict:
        return locals_[name]
    return patience.call(locals_.__getitem__, name)


def local(frame, name, limit):
    """The text of a local variable, None where it is unbound."""
    found = values_of(frame, [name], limit)
    return found[0][1] if found else None


def values_of(frame, names, limit):
    """(name, text) of those of the names that are bound, made together in the time of one display."""
    found = []
    with Patience() as patience:
        for name in names:
            try:
                value = _local(frame, name, patience)
            except (Exception, TimeUp):
                continue
            found.append((name, patience.show(value, limit)))
    return found


CO_VARARGS, CO_VARKEYWORDS = 0x04, 0x08


def _parameters(code):
    """Names, in the order of the code's variables: `*args` and `**kwargs` last."""
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return code.co_varnames[:count]


def arguments(frame, limit):
    """(name, text) of the parameters, in the order of the signature."""
    if not has_slots(frame):
        return []
    names = _parameters(frame.f_code)
    texts = dict(values_of(frame, names, limit))
    return [(name, texts.get(name, "(deleted)")) for name in names]


def parameters(frame):
    """(name, value) of those that have one, in the order of the signature: `*rest` has its star."""
    if not has_slots(frame):
        return []
    code, values = frame.f_code, frame.f_locals
    names = [(name, name) for name in _parameters(code)]
    if code.co_flags & CO_VARKEYWORDS:
        names[-1] = "**" + names[-1][0], names[-1][1]
    if code.co_flags & CO_VARARGS:
        _, rest = names.pop(code.co_argcount + code.co_kwonlyargcount)
        names.insert(code.co_argcount, ("*" + rest, rest))
    return [(shown, values[name]) for shown, name in names if name in values]


def locals_of(frame, limit):
    """(name, text) of all locals; a module's dunder names are left out."""
    names = [name for name in list(frame.f_locals) if isinstance(name, str)]
    if not has_slots(frame):
        names = [name for name in names if not (name.startswith("__") and name.endswith("__"))]
    return values_of(frame, names, limit)
