"""Breakpoints that several threads set and clear at once, in code without hooks that runs meanwhile, and in
files that are still to come; and when code goes, which the program hears of. What they take is given back."""

import gc
import random
import sys
import tempfile
import threading
import weakref
from pathlib import Path

import pyinstr
from answers import amount

ROUNDS = amount(150, 6_000)  # of each thread
THREADS = 4
PLAIN = """\
def summed(count):
    total = 0
    for number in range(count):
        total += number
        if total % 7:
            total -= 1
    return [one for one in range(total % 5)]


def called(count):
    try:
        found = summed(count)
    finally:
        count = 0
    return found
"""
LINES = (2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
numbers, wrong = [], []


def begun(path):
    """The file's functions, in code of their own."""
    names = {}
    exec(compile(PLAIN, path, "exec"), names)
    return names["called"]


def taken():
    """The number of a breakpoint that no other thread clears, if one is left: asked for by taking it, since a
    list that has one may have none a moment later."""
    try:
        return numbers.pop()
    except IndexError:
        return None


def work(seed, folder, known):
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        later = f"{folder}/later{chance.randrange(3)}.py"
        if chance.random() < 0.5:
            path, line = chance.choice([known.__code__.co_filename, later]), chance.choice(LINES)
            number, message = pyinstr.set_breakpoint(path, line, "False")
            numbers.append(number)
            if f"breakpoint {number} " not in message:
                wrong.append(message)
        elif (number := taken()) is not None:
            pyinstr.clear_breakpoint(number)
        function = begun(later) if chance.random() < 0.05 else known
        if function(9) != [0, 1, 2, 3]:
            wrong.append(function(9))


def run(*arguments):
    try:
        work(*arguments)
    except BaseException as error:
        wrong.append(repr(error))


def hear_of_ends(path):
    """The last breakpoint is cleared, and with it goes code, at whose end another one is set."""

    def gone(_):
        number, _ = pyinstr.set_breakpoint(path, 3, "False")
        kept.extend(begun(path) for _ in range(3))
        pyinstr.clear_breakpoint(number)

    kept = [begun(path) for _ in range(30)]
    number, _ = pyinstr.set_breakpoint(path, 2, "False")
    references = [weakref.ref(function.__code__, gone) for function in kept[::3]]
    kept.clear()
    gc.collect()
    pyinstr.clear_breakpoint(number)
    return references


def is_taken():
    if hasattr(sys, "monitoring"):
        return sys.monitoring.get_tool(sys.monitoring.DEBUGGER_ID) is not None
    return sys.gettrace() is not None


with tempfile.TemporaryDirectory() as folder:
    for name in ("plain", "later0", "later1", "later2"):
        Path(folder, f"{name}.py").write_text(PLAIN, encoding="utf-8")
    known = begun(f"{folder}/plain.py")
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=run, args=(seed, folder, known)) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in set(numbers):
        pyinstr.clear_breakpoint(number)
    for _ in range(ROUNDS // 30):
        hear_of_ends(known.__code__.co_filename)
assert not wrong, (len(wrong), wrong[:5])
assert not is_taken()
print(THREADS * ROUNDS, "changes")
