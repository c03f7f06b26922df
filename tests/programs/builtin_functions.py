"""Every function of builtins can be pickled, and shows itself as one."""

import builtins
import inspect
import pickle

print(str(inspect.signature(builtins.dbg)) if hasattr(builtins, "dbg") else "(*args)")

for name, value in sorted(vars(builtins).items()):
    if type(value) is type(len):
        assert pickle.loads(pickle.dumps(value)) is value, name
        assert repr(value).startswith("<built-in function "), value
