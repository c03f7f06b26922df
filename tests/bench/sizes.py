"""What a shape costs: seconds per megabyte beside ordinary code, and what doubling it costs.

    build/venv/bin/python tests/bench/sizes.py [COMMAND [SHAPE…]]

COMMAND is a pyinstr, build/release/cli/pyinstr if none is named. Processor time of whole commands,
the least of three.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from support.large_files import SHAPES  # noqa: E402

LEAST_BYTES = 200_000
FEW = {"nested functions": 45, "nested ifs on lines": 45}  # CPython allows 100 indentations


def used() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def cost(command: str, folder: Path, text: bytes) -> float:
    source = folder / "big.py"
    source.write_bytes(text)
    times = []
    for _ in range(3):
        before = used()
        subprocess.run([command, "rewrite", source, folder / "copy.py"], capture_output=True, timeout=120)
        times.append(used() - before)
    return min(times)


def size_of(name: str) -> int:
    if name in FEW:
        return FEW[name]
    n = 16
    while len(SHAPES[name](n)) < LEAST_BYTES:
        n *= 2
    return n


def main(command: str, *names: str) -> None:
    ordinary = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name in ["ordinary code", *(names or list(SHAPES)[1:])]:
            n = size_of(name)
            small, large = (SHAPES[name](k * n).encode() for k in (1, 2))
            try:
                times = [cost(command, Path(folder), text) for text in (small, large)]
            except subprocess.TimeoutExpired:
                print(f"{name:32} more than two minutes", flush=True)
                continue
            rate = times[1] / len(large) * 1e6
            ordinary = ordinary or rate
            print(f"{name:32} {len(large) / 1e6:5.2f} MB  {rate:7.3f} s/MB  {rate / ordinary:5.1f} of "
                  f"ordinary code  {times[1] / max(times[0], 1e-6):4.1f} when doubled", flush=True)


if __name__ == "__main__":
    main(*(sys.argv[1:] or [str(ROOT / "build" / "release" / "cli" / "pyinstr")]))
