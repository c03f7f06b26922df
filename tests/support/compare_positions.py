"""How many of the originals' code positions the code of instrumented texts has.

    python -m support.compare_positions PACKAGE_FOLDER FILE…

Prints two numbers: the positions of all instructions of the originals' code, and how many of them
the instrumented code has, too, code object by code object. Files that are left as they are count
for nothing. PACKAGE_FOLDER is where the package `pyinstr` is.
"""

import sys
from collections import Counter, defaultdict


def codes(module):
    waiting = [module]
    while waiting:
        code = waiting.pop()
        yield code
        waiting.extend(constant for constant in code.co_consts if hasattr(constant, "co_code"))


def pairs(original, copy):
    """Each code of the original with the copy's. The copy may have more: what stands behind `if 0:`, which
    compilers leave out only where they see it."""
    there = defaultdict(list)
    for code in codes(copy):
        there[code.co_qualname, code.co_firstlineno].append(code)
    for code in codes(original):
        yield code, there[code.co_qualname, code.co_firstlineno].pop(0)


def main(folder: str, *files: str) -> None:
    sys.path.insert(0, folder)
    from pyinstr import _core, importer

    total = same = 0
    for path in files:
        with open(path, "rb") as file:
            source = file.read()
        original = compile(source, path, "exec", dont_inherit=True)
        copy, reason = importer.instrumented_code(source, path)
        if reason is not None:
            continue
        for one, other in pairs(original, copy):
            expected, got = Counter([*one.co_positions()]), Counter([*other.co_positions()])
            total += sum(expected.values())
            same += sum((expected & got).values())
    print(total, same)


if __name__ == "__main__":
    main(*sys.argv[1:])
