"""What hooks take: memory of a process that has loaded 2,000 modules, and bytes on the disk."""

import shutil
from functools import partial
from pathlib import Path

from places import line_of
from rounds import interleaved
from samples import Unmeasured, Work, measure
from setting import Setting

MODULES = 2_000
NEVER = line_of("load_modules.py", "return None")
# Small modules that are found in every version's library and do nothing when they are imported.
LIBRARY = ["bisect", "codeop", "colorsys", "copy", "copyreg", "csv", "filecmp", "fnmatch", "getopt",
           "glob", "graphlib", "keyword", "linecache", "numbers", "operator", "queue", "quopri",
           "reprlib", "sched", "secrets", "shelve", "shlex", "stat", "string", "tabnanny",
           "textwrap",           "timeit", "types", "zipapp"]  # fmt: skip


def written(setting: Setting, python) -> Path:
    """A folder with that many modules, the library's over and over, and what loads them."""
    folder = setting.scratch / f"modules-{python.name}"
    if not folder.exists():
        found = [path for name in LIBRARY if (path := python.library / f"{name}.py").exists()]
        if not found:
            raise Unmeasured(f"there is no library at {python.library}")
        (folder / "many").mkdir(parents=True)
        for number in range(setting.few(MODULES)):
            source = found[number % len(found)]
            shutil.copy(source, folder / "many" / f"{source.stem}_{number}.py")
        shutil.copy(setting.programs / "load_modules.py", folder)
    return folder


def memory(setting: Setting, python) -> list[dict]:
    folder = written(setting, python)

    def run(ours: bool, armed: str = "") -> float:
        where = folder
        if ours:
            setting.needs_runtime(python)
            where = setting.copy_for(python, folder)
        variables = {"PYINSTR_BREAK": armed} if armed else {}
        return measure(python, Work(where / "load_modules.py", variables=variables))["memory"]

    ways = {
        "plain": partial(run, False),
        "hooks": partial(run, True),
        "hooks, armed": partial(run, True, f"load_modules:{NEVER}"),
    }
    return interleaved(f"memory with {setting.few(MODULES):,} modules", ways, 1, "bytes")


def bytes_of(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def disk(setting: Setting, python) -> list[dict]:
    folder = written(setting, python)
    copy = setting.copy_for(python, folder)
    sides = bytes_of(copy / ".pyinstr", "*")
    ways = {
        "original, Python files": lambda: bytes_of(folder, "*.py"),
        "copy, Python files": lambda: bytes_of(copy, "*.py"),
        "copy, side files (.pyinstr)": lambda: sides,
    }
    return interleaved("bytes on the disk", ways, 1, "bytes")


def bench(setting: Setting, python) -> list[dict]:
    return memory(setting, python) + disk(setting, python)
