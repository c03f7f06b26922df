"""The programs of pyperformance that are measured: those whose work is in their own Python.

Each is a copy, with an input that is smaller where the original's takes long under a debugger:
`cuts` are replacements in its text, which must apply. All ways run the same copy, which has two
lines that are never reached, for breakpoints: see unreached_lines.py. `loops` come to about 20 ms
without a debugger.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from support.pyperf_program import folder_of
from unreached_lines import Prepared, with_unreached

ELSEWHERE = Path(__file__).resolve().parent / "programs" / "elsewhere.py"


@dataclass(frozen=True)
class Program:
    name: str
    loops: int
    busy: str  # a function in which much of the time goes
    folder: str = ""  # of pyperformance, the name if none is said
    arguments: tuple[str, ...] = ()
    cuts: dict[str, str] = field(default_factory=dict)
    debuggers: int = 1  # loops under debuggers, which take a hundred times as long

    def prepare(self, scratch: Path) -> Prepared:
        """A folder with it, and with a second module beside it."""
        folder = scratch / "pyperformance" / self.name
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(folder_of(self.folder or self.name), folder, ignore=ignored)
        shutil.copy(ELSEWHERE, folder)
        program = folder / "run_benchmark.py"
        text = program.read_text(encoding="utf-8")
        for old, new in self.cuts.items():
            if text.count(old) != 1:
                raise LookupError(f"{program} has {text.count(old)} of {old!r}")
            text = text.replace(old, new)
        text, same, other = with_unreached(text, self.busy)
        program.write_text(text, encoding="utf-8")
        return Prepared(program, same, other)


SCIMARK = {
    "sor": (2, 1, "SOR_execute", {"(bench_SOR, 100, 10,": "(bench_SOR, 30, 10,"}),
    "sparse_mat_mult": (24, 4, "SparseCompRow_matmult", {"1000, 50 * 1000": "100, 5 * 1000"}),
    "monte_carlo": (1, 1, "Random.nextDouble", {"100 * 1000": "50 * 1000"}),
    "lu": (2, 1, "LU_factor", {"(bench_LU, 100": "(bench_LU, 40"}),
    "fft": (1, 1, "FFT_transform_internal", {"1024, 50": "256, 10"}),
}

PROGRAMS = [
    Program("chaos", 2, "Spline.__call__", arguments=("--iterations", "500")),
    Program("comprehensions", 600, "WidgetTray._any_knobby", debuggers=100),
    Program("deltablue", 6, "Plan.execute", debuggers=2),
    Program("fannkuch", 1, "fannkuch", cuts={"DEFAULT_ARG = 9": "DEFAULT_ARG = 7"}),
    Program("float", 1, "Point.normalize", cuts={"POINTS = 100000": "POINTS = 8000"}),
    Program("generators", 2, "Tree.__iter__", cuts={"range(100000)": "range(10000)"}),
    Program("go", 1, "Square.find", cuts={"GAMES = 200": "GAMES = 8"}),
    Program("hexiom", 2, "constraint_pass"),
    Program("nqueens", 6, "n_queens", cuts={"queen_count = 8": "queen_count = 6"}, debuggers=2),
    Program("raytrace", 2, "Sphere.intersectionTime",
            arguments=("--width", "12", "--height", "12")),
    Program("async_generators", 1, "Tree.__aiter__", cuts={"range(100000)": "range(5000)"}),
    Program("async_tree", 1, "AsyncTree.recurse_with_gather", arguments=("none",),
            cuts={"RECURSE_LEVELS = 6": "RECURSE_LEVELS = 4"}),
    Program("barnes_hut", 1, "QuadTree.calculate_force",
            arguments=("--iterations", "3", "--particles", "100")),
    Program("bpe_tokeniser", 1, "bpe_train", cuts={"vocab_size=1024": "vocab_size=257"}),
    Program("coroutines", 12, "fibonacci", cuts={"fibonacci(25)": "fibonacci(18)"}),
    Program("meteor_contest", 1, "solve"),
    Program("nbody", 1, "advance", arguments=("--iterations", "2000")),
    Program("pidigits", 2, "gen_pi_digits", arguments=("--digits", "400")),
    Program("richards", 1, "schedule"),
    Program("richards_super", 1, "schedule"),
    *(Program(f"scimark_{name}", loops, busy, "scimark", (name,), cuts, slow)
      for name, (loops, slow, busy, cuts) in SCIMARK.items()),
    Program("spectral_norm", 1, "part_A_times_u", cuts={"DEFAULT_N = 130": "DEFAULT_N = 40"}),
    Program("telco", 1, "bench_telco"),
    Program("unpack_sequence", 600, "do_unpacking", debuggers=100),
]  # fmt: skip
