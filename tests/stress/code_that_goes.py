"""Code that comes and goes while its hooks are skipped and called again.

What is kept with code goes with it, wherever it ends, and what is made in its place later begins anew: a
line is armed in it or not, as in all of its file.
"""

import ctypes
import gc
import os
import random
import sys
import threading
import weakref
from types import FunctionType

import pyinstr
from answers import Answers, amount, marked, resident

ROUNDS = amount(300, 20_000)
MOST_MEMORY = 3_000  # KiB
NATIVE = sys.implementation.name == "cpython"  # elsewhere code lives as long as what is kept with it
chance = random.Random(16)


def passed(number):
    number += 1  # armed
    return [one for one in (number, number + 1)]


# pyinstr: off
def made():
    """The same once more: its code is no other's."""
    return FunctionType(passed.__code__.replace(), globals(), "passed")


def run(functions, times=3):
    """Often enough for hooks to be skipped, where they may be."""
    stops = person.stops
    for function in functions:
        for number in range(times):
            assert function(number) == [number + 1, number + 2]
    expected = len(functions) * times if armed else 0
    assert person.stops - stops == expected, (person.stops - stops, expected)


def toggle():
    if armed:
        assert pyinstr.clear_breakpoint(armed.pop())
        return
    number, message = pyinstr.set_breakpoint("code_that_goes", line)
    assert number, message
    armed.append(number)


def let_go_as_deep_as_may_be(functions):
    """Where nothing can be called any more."""
    try:
        let_go_as_deep_as_may_be(functions)
    except RecursionError:
        del functions[:]


def let_go_in_a_child():
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return
    child = os.fork()
    if child == 0:
        try:
            del living[:]
            if armed:
                toggle()  # a child does not stop unless it is followed
            run([made() for _ in range(5)])
        except BaseException as error:
            print("in a child:", repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def let_go_on_a_thread():
    gone = list(living)
    del living[:]
    thread = threading.Thread(target=gone.clear)
    thread.start()
    thread.join()


def end_with_others():
    """Somebody else hears of the end, too, and runs code that has hooks."""
    gc.collect()  # stops leave cycles with frames in them
    told = []
    references = [weakref.ref(one.__code__, lambda _: told.append(passed(0))) for one in living]
    del living[:]
    if NATIVE:
        assert told == [[1, 2]] * len(references)


def end_in_a_cycle():
    for function in living:
        function.itself = function
    del living[:]
    gc.collect()


def are_shared_with_nobody():
    """What is kept calls nobody who keeps something with other code."""
    if not NATIVE:
        return
    freed = []
    kind = ctypes.CFUNCTYPE(None, ctypes.c_ssize_t)
    free = kind(freed.append)
    kept_for_ever.append(free)
    name = "PyUnstable_Eval" if sys.version_info >= (3, 12) else "_PyEval"
    request = ctypes.pythonapi[f"{name}_RequestCodeExtraIndex"]
    request.argtypes, request.restype = (kind,), ctypes.c_ssize_t
    slot = request(free)
    assert slot >= 0
    living.extend(made() for _ in range(50))
    run(living)
    gc.collect()
    del living[:]
    assert freed == []


armed, living, kept_for_ever = [], [], []
line = marked(__file__, "# armed")
ends = [
    lambda: living.clear(),
    lambda: let_go_as_deep_as_may_be(living),
    let_go_in_a_child,
    let_go_on_a_thread,
    end_with_others,
    end_in_a_cycle,
]


def one_round():
    living.extend(made() for _ in range(chance.randrange(1, 20)))
    if chance.random() < 0.2:
        toggle()
    run(living)
    if chance.random() < 0.2:
        toggle()
        run(living)
    chance.choice(ends)()


with Answers() as person:
    for _ in range(50):
        one_round()
    gc.collect()
    before = resident()
    for _ in range(ROUNDS):
        one_round()
    are_shared_with_nobody()
    gc.collect()
    grown = resident() - before
    assert not NATIVE or grown < MOST_MEMORY, grown
    living.extend(made() for _ in range(50))  # some live to the end
    run(living)
    if pyinstr.skipping()[0]:
        assert all(weakref.getweakrefcount(one.__code__) for one in living)
print(f"{ROUNDS} rounds, {grown} KiB more; skipping:", pyinstr.skipping())
