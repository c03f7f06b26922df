"""One job of others over a whole tree, as comparable to a build as it gets; prints the seconds.

    python tree_work.py JOB EVERY SOURCE OUT

Each takes every EVERY-th Python file of SOURCE, in one process, and leaves out what it cannot read:

    parse      ast.parse alone
    unparse    ast.parse and ast.unparse, written to OUT
    libcst     a concrete syntax tree and its code, written to OUT
    coverage   coverage's analysis of statements and branches
    slipcover  parsed, compiled, and instrumented for lines
"""

import ast
import sys
import warnings
from pathlib import Path
from time import perf_counter


def parse(path: Path, target: Path) -> None:
    ast.parse(path.read_bytes())


def unparse(path: Path, target: Path) -> None:
    target.write_text(ast.unparse(ast.parse(path.read_bytes())), errors="surrogateescape")


def libcst(path: Path, target: Path) -> None:
    target.write_bytes(sys.modules["libcst"].parse_module(path.read_bytes()).bytes)


def coverage(path: Path, target: Path) -> None:
    parser = sys.modules["coverage.parser"].PythonParser(filename=str(path))
    parser.parse_source()
    parser.arcs()


def slipcover(path: Path, target: Path) -> None:
    code = compile(ast.parse(path.read_bytes()), str(path), "exec")
    sys.modules["slipcover"].Slipcover(source=[str(path.parent)]).instrument(code)


JOBS = {
    "parse": (parse, None),
    "unparse": (unparse, None),
    "libcst": (libcst, "libcst"),
    "coverage": (coverage, "coverage.parser"),
    "slipcover": (slipcover, "slipcover"),
}


def main(job: str, every: str, source: str, out: str) -> None:
    work, module = JOBS[job]
    if module:
        __import__(module)
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10_000)
    files = sorted(Path(source).rglob("*.py"))[:: int(every)]
    size = left_out = 0
    begin = perf_counter()
    for path in files:
        target = Path(out) / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            work(path, target)
            size += path.stat().st_size
        except Exception:  # files that are wrong on purpose: each tool has errors of its own
            left_out += 1
    print(perf_counter() - begin, size, len(files), left_out)


if __name__ == "__main__":
    main(*sys.argv[1:])
