"""Which names an expression needs from outside, told from its code."""

import dis
import types

LOADS = ("LOAD_NAME", "LOAD_GLOBAL")
"""What fetches a name that is not the expression's own; `co_names` has attributes, too."""


def loaded_names(code):
    """Those of its lambdas and comprehensions, too."""
    names = {step.argval for step in dis.get_instructions(code) if step.opname in LOADS}
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= loaded_names(constant)
    return names
