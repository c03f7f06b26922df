"""Source text as inspect finds it."""

import inspect


def decorate(function): return function


@decorate
def decorated(a, *, b=lambda x: x + 1):
    "only a docstring"


class Table(dict):
    """Rows."""

    def total(self):
        if self: return sum(self.values())
        return 0


def caller():
    frame = inspect.stack()[0]
    return frame.lineno, frame.code_context, frame.function


print(inspect.getsource(decorated))
print(inspect.getsource(Table))
print(inspect.getsource(Table.total))
print(inspect.getsource(decorated.__kwdefaults__["b"]))
print(inspect.getsourcelines(caller))
print(inspect.getcomments(decorate))
print(caller())
