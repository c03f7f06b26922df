"""What `import pyinstr` offers says how it is called and what it does."""

import subprocess

from support import environment

PROGRAM = """
import inspect, pyinstr
for name in sorted(pyinstr.__all__):
    given = getattr(pyinstr, name)
    if callable(given):
        print(name, inspect.signature(given), bool(inspect.getdoc(given)))
"""

EXPECTED = """\
attach (format_version, name, count=-1) True
clear_breakpoint (number) True
install (include=(), exclude=()) True
pm () True
post_mortem (error=None) True
run (statement, globals=None, locals=None) True
runcall (function, /, *arguments, **keywords) True
runeval (expression, globals=None, locals=None) True
set_breakpoint (file, line, condition='', temporary=False) True
set_trace (*ignored, header=None, commands=None, **also_ignored) True
set_trace_async (*, header=None, commands=None) True
skipping () True
uninstall () True
"""


def test_signatures(python, build_dir):
    done = subprocess.run(
        [python.path, "-c", PROGRAM], env=environment.clean(PYTHONPATH=str(build_dir / "python")),
        capture_output=True, text=True, timeout=60,
    )
    assert (done.stdout, done.stderr) == (EXPECTED, "")
