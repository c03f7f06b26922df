"""Which tests are had on interpreters beyond the usual CPythons: PyPy, and the newest ones, in roots of
their own that .ci/interpreters makes. Each module that is run on them takes its time, and some of what it
asks they do not have: what is left out stands here, with the reason. (Transcripts: tests/test_sessions.py;
documents: tests/test_docs.py.)
"""

USUAL = {(3, minor) for minor in range(10, 14)}
"""The CPythons on which everything is run."""

NO_EVENTS = "code without hooks has no events on PyPy"
OWN_RULES = "what the interpreter's own events say is compared by rules for 3.10 to 3.13"
NOT_SKIPPED = "no hooks are skipped there"
NO_TESTS = "there is no package `test`"
OTHER_CASES = "its LINE events tell of a case's body also where the pattern or the guard fails"
TIME = "a minute each, about the rewriter and not about the interpreter"

LEFT_OUT: dict[str, dict[str, str]] = {
    "test_corpus": {"": TIME},
    "test_interpreters": {"pypy": "there are no interpreters in a process"},
    "test_limits": {"pypy": "hooks in plain Python show in other ways: they are among the interpreter's own frames"},
    "test_lines.": {"": OWN_RULES},
    "test_other_tools": {"": "what it needs is installed by pip, which is not there"},
    "test_pairs.test_pair[guards_are_always_bracketed]": {"pypy": OTHER_CASES},
    "test_pairs.test_pair[match]": {"pypy": OTHER_CASES},
    "test_peers_cpython": {"": NO_TESTS},
    "test_peers_debugger": {"": NO_TESTS},
    "test_properties": {"": TIME},
    "test_run_path.test_a_main_in_it_stops": {"pypy": NO_EVENTS},
    "test_run_path.test_of_what_holds_a_main": {"pypy": "it leaves `./` and the last `/` in `sys.path`"},
    "test_skipping.test_a_word_that_means_nothing": {"pypy": NOT_SKIPPED},
    "test_stress.test_program[skipped_hooks]": {"pypy": NOT_SKIPPED},
    "test_stress.test_program[leaks]": {"pypy": "references are not counted there"},
    "test_stress.test_on_an_instrumented_library": {
        "pypy": "its library is seldom called by what is asked of it there",
        "cpython3.15": "the modules are frozen, and imported before the program begins",
    },
    "test_terminal": {"pypy": "there is no native `readline`: lines are read as they come"},
    "test_trace_functions": {"pypy": NO_EVENTS},
    "test_views.test_threads_that_run_already_are_traced": {
        "pypy": "calls are traced by trace functions, which threads set themselves"
    },
}
"""How `module.test[case]` begins; how names of interpreters begin (`pypy7.3`); why it is not run on those."""


def is_usual(python) -> bool:
    return python.implementation == "cpython" and python.version in USUAL


def reason_against(module: str, test: str, python) -> str | None:
    """Why a test, named with its case as pytest does, is not run on that interpreter; None if it is."""
    if is_usual(python):
        return None
    for words in f"[{python.name}]", f"{python.name}-", f"-{python.name}":
        test = test.replace(words, "")
    for place, reasons in LEFT_OUT.items():
        for name, why in reasons.items():
            if f"{module}.{test}".startswith(place) and python.name.startswith(name):
                return why
    return None
