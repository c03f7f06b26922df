"""What instrumentation cannot hide, as docs/rewriting.md and the decisions state it.

Each row is a program, and what its copy prints last where the original prints `as the original`.
A row that begins to behave is good news: take it out here and in the documentation.
"""

import subprocess

import pytest

from support import environment

ROWS = {
    "code run with builtins of its own": (
        "def f():\n    return 'as the original'\n"
        "code = f.__code__\n"
        "try:\n    said = eval(code, {'__builtins__': {}})\n"
        "except NameError as error:\n    said = str(error)\n"
        "print(said)\n",
        "name 'dbg' is not defined",
    ),
    "a metaclass whose namespace answers to every name": (
        "class Names(dict):\n    def __missing__(self, name): return 1\n"
        "class Meta(type):\n    @classmethod\n    def __prepare__(cls, *rest): return Names()\n"
        "try:\n"
        "    class A(metaclass=Meta):\n        if True: x = 1\n"
        "    said = 'as the original'\n"
        "except TypeError as error:\n    said = str(error)\n"
        "print(said)\n",
        "'int' object is not callable",
    ),
    "names that a function uses": (
        "def f(): return len\n"
        "said = f.__code__.co_names\n"
        "print('as the original' if said == ('len',) else said)\n",
        "('dbg', 'len')",
    ),
    "functions that are called": (
        "import sys\n"
        "called = []\n"
        "def note(frame, event, argument):\n"
        "    if event == 'c_call' and argument.__name__ != 'setprofile': called.append(argument.__name__)\n"
        "def f():\n    x = 1\n    return x\n"
        "sys.setprofile(note); f(); sys.setprofile(None)\n"
        "print('as the original' if not called else sorted(set(called)))\n",
        "['dbg']",
    ),
    "modules that are loaded": (
        "import sys\n"
        "said = [name for name in sys.modules if name.startswith('pyinstr')]\n"
        "print(sorted(said) if said else 'as the original')\n",
        "['pyinstr', 'pyinstr._core', 'pyinstr.originals']",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_limit(name, python, pyinstr, tmp_path):
    program, said = ROWS[name]
    (tmp_path / "original.py").write_text(program)
    pyinstr("build", "--quiet", tmp_path / "original.py", tmp_path / "copy.py")
    for file, expected in ("original.py", "as the original"), ("copy.py", said):
        done = subprocess.run(
            [python.path, tmp_path / file], env=environment.clean(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == expected
