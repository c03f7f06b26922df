"""What must hold of any program, for programs nobody has written.

A few hundred are built as one tree. Each comes back byte for byte (so that different programs have
different copies), compiles as the original does, to the same syntax tree, or is rejected in the same
words and on the same line. `PYINSTR_SEED` gives other programs than the usual ones, and
`PYINSTR_EXAMPLES` more of them.
"""

import os
import shutil
from pathlib import Path

import pytest

from support.mutants import programs
from support.unhook import hook_name
from test_corpus import run_check

TESTS = Path(__file__).parent
SEED = int(os.environ.get("PYINSTR_SEED", "0"))
EXAMPLES = int(os.environ.get("PYINSTR_EXAMPLES", "600"))

FORBIDDEN = ("not stripped", "compiled otherwise", "another tree")


def originals(library: Path) -> list[Path]:
    """The pairs, and the library's small files."""
    pairs = [path for path in sorted(TESTS.glob("rewrite/*.py")) if ".hooked" not in path.name]
    small = [path for path in sorted(library.glob("*.py")) if path.stat().st_size < 6000]
    return pairs + small


def tree_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*.py"))
    }


@pytest.fixture(scope="session")
def trees(python, pyinstr, build_dir, tmp_path_factory):
    """Original, copy and stripped folders of one interpreter's programs."""
    folder = tmp_path_factory.mktemp("properties")
    original, copy, stripped = (folder / name for name in ("original", "copy", "stripped"))
    original.mkdir()
    for name, text in programs(originals(python.library), SEED, EXAMPLES // 4, EXAMPLES):
        (original / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    pyinstr("build", original, copy)
    pyinstr("strip", copy, stripped)
    return {
        "original": str(original),
        "copy": str(copy),
        "stripped": str(stripped),
        "files": sorted(tree_of(original)),
        "command": str(build_dir / "cli" / "pyinstr"),
    }


def test_any_program(python, trees, tmp_path):
    report = run_check(python, dict(trees), tmp_path)
    counts = report["counts"]
    assert counts["hooked"] > len(trees["files"]) / 4, counts
    found = [line for kind in FORBIDDEN for line in report["findings"].get(kind, [])]
    if found:
        kept = TESTS.parent / "build" / "properties" / python.name
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(trees["original"], kept)
        pytest.fail(f"seed {SEED}, programs kept in {kept}:\n" + "\n".join(found[:20]))


def test_the_number_of_jobs_changes_nothing(trees, pyinstr, tmp_path):
    pyinstr("build", "-j", "1", trees["original"], tmp_path / "one")
    assert tree_of(tmp_path / "one") == tree_of(Path(trees["copy"]))


def test_a_copy_is_not_built_twice(trees, pyinstr, tmp_path):
    pyinstr("build", trees["copy"], tmp_path / "twice")
    again = tree_of(tmp_path / "twice")
    for name, text in tree_of(Path(trees["copy"])).items():
        if hook_name(text):
            assert again[name] == text, name
