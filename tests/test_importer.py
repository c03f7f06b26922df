"""The import hook: what it instruments, what it leaves alone, what it keeps."""

import subprocess
import sys

import pytest

from support import environment

MODULE = "def f(x):\n    return x + 1\n\nprint(f(1))\n"


@pytest.fixture
def run(python, build_dir, tmp_path):
    """Runs a Python text in tmp_path, with the package at hand; gives what it prints."""

    def run(text, **environ):
        done = subprocess.run(
            [python.path, "-c", text],
            cwd=tmp_path,
            env=environment.clean(PYTHONPATH=str(build_dir / "python"), **environ),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_modules_of_the_program_have_hooks(run, tmp_path):
    (tmp_path / "module.py").write_text(MODULE)
    told = run("import pyinstr; pyinstr.install(); import module, json\n"
               "for f in module.f, json.loads: print(any(name.startswith('dbg') for name in f.__code__.co_names), end=' ')")
    assert told == "2\nTrue False "


@pytest.mark.parametrize(
    "arguments, hooked",
    [
        ("", "a a.b c"),
        ("include=['a']", "a a.b"),
        ("include=['a.*']", "a.b"),
        ("include=['*/c.py']", "c"),
        ("exclude=['a']", "c"),
        ("include=['*'], exclude=['*/b.py']", "a c json json.decoder"),
        ("include=['json', 'numba']", "json json.decoder numba"),
    ],
)
def test_choice(arguments, hooked, run, tmp_path):
    """`numba`, a package of that name in the program's folder, is left out of wildcards."""
    for path in "a/__init__.py", "a/b.py", "c.py", "numba.py":
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("def f(): pass\n")
    names = "a a.b c json json.decoder numba".split()
    told = run(
        f"import pyinstr, sys, importlib; pyinstr.install({arguments})\n"
        f"for name in {names}:\n"
        "    module = importlib.import_module(name)\n"
        "    if 'importer' in type(module.__loader__).__module__: print(name, end=' ')\n"
    )
    assert told.split() == hooked.split()


def test_cache(run, tmp_path):
    """Beside Python's own, with our version in the name; made again when the source changes."""
    (tmp_path / "module.py").write_text(MODULE)
    program, caching = "import pyinstr; pyinstr.install(); import module", {"PYTHONDONTWRITEBYTECODE": ""}
    assert run(program, **caching) == "2\n"
    [cached] = (tmp_path / "__pycache__").iterdir()
    assert ".pyinstr-" in cached.name and cached.suffix == ".pyc"
    kept = cached.read_bytes()
    assert run(program, **caching) == "2\n" and cached.read_bytes() == kept
    (tmp_path / "module.py").write_text(MODULE.replace("f(1)", "f(10)"))
    assert run(program, **caching) == "11\n" and cached.read_bytes() != kept
    run("import module", **caching)
    assert len(list((tmp_path / "__pycache__").iterdir())) == 2
    cached.write_bytes(b"broken")
    assert run(program, **caching) == "11\n"


def test_no_cache_where_python_keeps_none(run, tmp_path):
    (tmp_path / "module.py").write_text(MODULE)
    run("import pyinstr; pyinstr.install(); import module", PYTHONDONTWRITEBYTECODE="1")
    assert not (tmp_path / "__pycache__").exists()


def test_what_cannot_be_hooked_runs_as_it_is(run, tmp_path):
    (tmp_path / "skipped.py").write_text("# pyinstr: skip-file\nprint('skipped')\n")
    (tmp_path / "wrong.py").write_text("def f(a, a): pass\n")
    told = run("import pyinstr; pyinstr.install(); import skipped\n"
               "try: import wrong\n"
               "except SyntaxError as error: print(error.msg, error.lineno, error.text, end='')")
    told = told.replace("duplicate parameter", "duplicate argument")  # from 3.15 on
    assert told == "skipped\nduplicate argument 'a' in function definition 1 def f(a, a): pass\n"


def test_uninstall(run, tmp_path):
    (tmp_path / "module.py").write_text(MODULE)
    told = run("import sys, pyinstr; before = list(sys.meta_path); pyinstr.install(); pyinstr.install()\n"
               "pyinstr.uninstall(); import module; print(type(module.__loader__).__name__, sys.meta_path == before)")
    assert told == "2\nSourceFileLoader True\n"


def test_stops_in_imported_modules(python, build_dir, pyinstr, tmp_path):
    """Also where the code comes from the cache."""
    (tmp_path / "main.py").write_text("import module\n")
    (tmp_path / "module.py").write_text(MODULE)
    command = ["run", "--no-first-stop", "--python", python.path, "-b", "module:2", "-c", "p x", "-c", "c"]
    for _ in range(2):
        done = pyinstr(*command, "main.py", cwd=tmp_path, stdin=subprocess.DEVNULL)
        assert "module.py:2" in done.stdout and "(dbg) p x" in done.stdout, done.stdout
        assert done.stdout.endswith("2\n")


def test_modules_run_as_programs(python, pyinstr, tmp_path):
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("")
    (tmp_path / "pkg" / "__main__.py").write_text("import sys\nprint(__spec__.name, sys.argv[1:])\n")
    done = pyinstr("run", "--python", python.path, "-c", "c", "-m", "pkg", "x", cwd=tmp_path,
                   stdin=subprocess.DEVNULL)
    assert "__main__.py:1" in done.stdout
    assert done.stdout.endswith("pkg.__main__ ['x']\n")


def test_pytest_rewrites_its_asserts(pyinstr, tmp_path):
    """By pytest's own hook, which comes first; other modules have hooks."""
    (tmp_path / "module.py").write_text("def f(x):\n    return x + 1\n")
    (tmp_path / "test_it.py").write_text("import module\n\ndef test():\n    assert module.f(1) == 3\n")
    done = pyinstr("run", "--no-first-stop", "--python", sys.executable, "-b", "module:2", "-c", "c",
                   "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "test_it.py",
                   cwd=tmp_path, check=False, stdin=subprocess.DEVNULL)
    assert "module.py:2" in done.stdout
    assert "assert 2 == 3" in done.stdout and "where 2 = <function f at" in done.stdout
    assert "dbg()" not in done.stdout
