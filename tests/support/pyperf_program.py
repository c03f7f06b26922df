"""The programs of pyperformance, run once and without pyperf."""

import importlib.util
from pathlib import Path

SHIMS = Path(__file__).parent / "shims"

# Pure Python, nothing but the standard library, done in about a second under a trace function.
PROGRAMS = {
    "chaos": ["--iterations", "200"],
    "comprehensions": [],
    "coroutines": [],
    "deltablue": [],
    "fannkuch": [],
    "float": [],
    "generators": [],
    "go": [],
    "hexiom": [],
    "nqueens": [],
    "raytrace": [],
    "richards": [],
    "scimark": [],
    "unpack_sequence": [],
}


def folder_of(name: str) -> Path:
    """Where the program of that name is; the package must be installed."""
    package = importlib.util.find_spec("pyperformance")
    if package is None or not package.submodule_search_locations:
        raise LookupError("pyperformance is not installed: see tests/requirements.txt")
    root = Path(package.submodule_search_locations[0])
    return root / "data-files" / "benchmarks" / f"bm_{name}"
