"""Whether the cost goes back to idle once it is over: the hot loop, after something in it."""

from functools import partial

from hot_loop import a_million, of_loops
from places import BEGIN, IN_THE_LOOP, NEVER_REACHED
from rounds import interleaved
from samples import Work
from setting import Setting

FIRST = f"tight_loop:{BEGIN}"

WAYS = {  # way: (breakpoint, commands at its stop)
    "nothing was armed": ("", ""),
    "nothing: a breakpoint stays armed, not hit": (f"tight_loop:{NEVER_REACHED}", ""),
    "a stop, and its breakpoint cleared": (FIRST, "clear 1;;continue"),
    "a breakpoint disabled": (FIRST, "disable 1;;continue"),
    "a condition declined, and cleared": (f"{FIRST}; tight_loop:{IN_THE_LOOP} if i < 0",
                                          "clear 1 2;;continue"),
    "steps": (FIRST, "clear 1;;next;;next;;step;;continue"),
    "the end of the prompt's input": (FIRST, "where"),
    "a watch taken back": (FIRST, "clear 1;;watch total;;next;;unwatch 2;;continue"),
    "a trace of lines switched off": (
        FIRST, "clear 1;;trace lines into {scratch}/off.txt;;next;;trace off;;continue"),
    "a count switched off": (FIRST, "clear 1;;count;;next;;count off;;continue"),
    "a trace of calls switched off": (
        FIRST, "clear 1;;trace calls into {scratch}/off.txt;;next;;trace off;;continue"),
}  # fmt: skip


def bench(setting: Setting, python) -> list[dict]:
    setting.needs_runtime(python)
    program = setting.copy_for(python, setting.programs) / "afterwards.py"

    def run(breakpoint: str, commands: str) -> float:
        typed = commands.replace("{scratch}", str(setting.scratch))
        variables = {"PYINSTR_BREAK": breakpoint, "PYINSTR_COMMANDS": typed} if breakpoint else {}
        return a_million(setting, partial(of_loops, python, Work(program, variables=variables)), 500_000)

    ways = {way: partial(run, *how) for way, how in WAYS.items()}
    return interleaved("a million rounds, after", ways, setting.rounds)
