"""The page's first table: each question once, with the better answer in bold, whoever gives it."""

from figures import Figures, shown_name
from results import natural
from tables import amount, digits, mean_shown, multiple, table

TOOLS = ["hooks", "pdb", "debugpy"]
LOOP = "a million rounds"

NEAR = 1.1  # times the best figure is as good: ratios are good to about a fifth

# Part, of, at, how it is shown, question, way of each tool. A way may have an `at` of its own.
QUESTIONS = [
    ("hot-loop", LOOP, None, multiple, "hot loop, a breakpoint in another function, never hit",
     ["hooks, another function", "pdb, another function", "debugpy, another function"]),
    ("hot-loop", LOOP, None, multiple, "hot loop, a breakpoint on another line of it, never hit",
     ["hooks, same function, other line", "pdb, same function, other line",
      "debugpy, same function, other line"]),
    ("hot-loop", LOOP, None, multiple, "hot loop, a condition that is never true",
     ["hooks, condition never true", "pdb, condition never true", "debugpy, condition never true"]),
    ("hot-loop", LOOP, None, multiple, "hot loop, a hit count that is never reached",
     ["hooks, hit never reached", "pdb, hit never reached", "debugpy, hit never reached"]),
    ("hot-loop", LOOP, None, multiple, "hot loop, a log point written each round",
     ["hooks, log point, written", "pdb, log point, written", "debugpy, log point, written"]),
    ("growth", "breakpoints: a million", 10_000, multiple, "calls beside 10,000 breakpoints",
     ["hooks", "pdb", ""]),
    ("growth", "breakpoints: to set them all", 1, amount, "to set the first breakpoint in 100,000 lines",
     ["hooks", "pdb", ""]),
    ("growth", "breakpoints: to set them all", 10_000, amount, "to set 10,000 breakpoints there",
     ["hooks", "pdb", ""]),
    ("growth", "stops", 10_000, amount, "a stop and going on (debugpy's on the clock)",
     ["hooks", "pdb", ("debugpy", 1_000)]),
    ("startup", "an import", None, amount, "the import of the debugger (our prompt's parts come at the first stop)",
     ["import pyinstr", "import pdb", "import debugpy"]),
    ("startup", "a process", None, amount, "a whole process that stops once",
     ["hooks", "pdb", "debugpy, by its adapter"]),
]  # fmt: skip

IDLE = {  # question: way of each tool, over the programs that all of them ran
    "programs, a breakpoint in another function, never hit": [
        "hooks, armed in the module", "pdb, another function", "debugpy, another function"],
    "programs, a breakpoint in the busy function, never hit": [
        "hooks, armed in the busy function", "pdb, the busy function",
        "debugpy, the busy function"],
}  # fmt: skip


def with_best(question: str, cells: list[str], values: list[float | None]) -> list[str]:
    known = [one for one in values if one is not None]
    best = NEAR * min(known, default=0)
    marked = [f"**{cell}**" if value is not None and value <= best and len(known) > 1 else cell
              for cell, value in zip(cells, values)]  # fmt: skip
    return [question, *marked]


def asked(figures: Figures, part, of, at, cell, question: str, ways: list) -> list[str]:
    python = figures.compared()
    places = [way if isinstance(way, tuple) else (way, at) for way in ways]
    rows = [figures.row(part, python, of, *place) for place in places]
    compared = "times" if cell is multiple else "value"
    values = [one.get(compared) if one else None for one in rows]
    cells = [cell(one) if one else "not measured" if any(rows) else "" for one in rows]
    return with_best(question, cells, values)


def idle_rows(figures: Figures) -> list[list[str]]:
    python = figures.compared()
    rows = []
    for question, ways in IDLE.items():
        programs = set.intersection(*(figures.programs_of("idle", python, way) for way in ways))
        means = [figures.mean("idle", python, way, programs) for way in ways]
        values = [one.times if one else None for one in means]
        rows.append(with_best(question, [mean_shown(one) for one in means], values))
    nothing = figures.mean("idle", python, "hooks, nothing armed")
    if nothing:
        rows.insert(0, ["programs, nothing asked for", mean_shown(nothing), "**1**", "**1**"])
    counted = figures.counted_programs()
    instructions = figures.mean("instructions", python, "hooks, nothing armed", counted)
    if instructions:
        shown = mean_shown(instructions)
        rows.insert(1, ["instructions of programs, nothing asked for", shown, "**1**", "**1**"])
    return rows


def lost(body: list[list[str]]) -> list[str]:
    """Where another one has the better figure, in words."""
    questions = [
        row[0]
        for row in body
        if not row[1].startswith("**") and any("**" in one for one in row[2:])
    ]
    return [f"Lost here: {'; '.join(questions)}.", ""] if questions else []


def memory_row(figures: Figures) -> list[str]:
    row = figures.row("size", figures.newest("size"), "memory", "hooks")
    shown = multiple(row) if row else ""
    return [
        "memory of a process with many modules, not debugged",
        shown,
        "**1**" if shown else "",
        "**1**" if shown else "",
    ]


def newer_pdb(figures: Figures) -> list[str]:
    """What pdb's own monitoring gives, where an interpreter that has it was measured."""
    found = []
    for python in figures.pythons("hot-loop"):
        if natural(python) < natural("cpython3.14") or not python.startswith("cpython"):
            continue
        pdb, ours = (figures.row("hot-loop", python, LOOP, f"{tool}, same function, other line")
                     for tool in ("pdb", "hooks"))  # fmt: skip
        if pdb and "times" in pdb:
            beside = f"; hooks there: {digits(ours['times'])}" if ours and "times" in ours else ""
            found.append(f"- {shown_name(python)}: pdb with a breakpoint in the hot loop that is "
                         f"not hit: {digits(pdb['times'])}{beside}.")  # fmt: skip
    return [*found, ""] if found else []


def summary(figures: Figures) -> list[str]:
    body = [*idle_rows(figures), *(asked(figures, *one) for one in QUESTIONS), memory_row(figures)]
    return [
        *table([shown_name(figures.compared()), *TOOLS], body),
        *lost(body),
        *newer_pdb(figures),
    ]
