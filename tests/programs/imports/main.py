"""The ways to come by a module or its files."""

import importlib
import importlib.resources
import importlib.util
import os
import pickle
import pkgutil
import runpy
import sys
import tempfile
import zipfile

import spaces.inner.module
import things
from things import lazily

print(things.__name__, os.path.basename(things.__file__), things.__spec__.name, things.__package__)
print(importlib.resources.files(things).joinpath("data.txt").read_text().strip())
print(pkgutil.get_data("things", "data.txt").strip())
print([module.name for module in pkgutil.iter_modules(things.__path__)])
print(importlib.reload(lazily).VALUE, lazily.f.__module__, type(lazily.__loader__).__mro__[-1])
print(runpy.run_module("things.lazily")["VALUE"], runpy.run_path(lazily.__file__)["VALUE"])
print(pickle.loads(pickle.dumps(lazily.Plain())).x)
print(spaces.inner.module.where(), type(spaces).__name__, spaces.__file__ if hasattr(spaces, "__file__") else None)

with tempfile.TemporaryDirectory() as folder:
    archive = os.path.join(folder, "archive.zip")
    with zipfile.ZipFile(archive, "w") as zip:
        zip.write(lazily.__file__, "zipped/__init__.py")
    sys.path.insert(0, archive)
    import zipped
    print(zipped.VALUE, zipped.f(2), type(zipped.__loader__).__name__)

namespace = {}
exec("def g(x):\n    return x + 1", namespace)
print(namespace["g"](1), __name__, __spec__, os.path.basename(__file__), sys.argv[1:])
try:
    import things.missing
except ImportError as error:
    print(error)
try:
    import things.broken
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset, error.text)
