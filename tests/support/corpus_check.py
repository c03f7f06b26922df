"""Holds a built tree against its original, with the eyes of the interpreter that runs this.

    cd tests && python -m support.corpus_check TREES.json REPORT.json

TREES.json names the folders (`original`, `copy`, `stripped`), the `files` in them and our
`command`. The report has counts and, for whatever is wrong, one line of text with its place.
"""

import ast
import json
import multiprocessing
import sys
import warnings
from collections import Counter
from pathlib import Path

from support.breakable import breakable_lines, outside_comprehensions
from support.line_table import LineTable, ask
from support.same_tree import first_difference
from support.statement_lines import StatementLines
from support.unhook import hook_name

WORKERS = 2
BATCH = 40  # files
EXAMPLES = 40  # of each kind of finding in a file that are written out


def compiled(text: bytes, name: str):
    """The code of a text, or what the interpreter has against it."""
    try:
        return compile(text, name, "exec", dont_inherit=True), None
    except SyntaxError as error:
        return None, (type(error).__name__, error.msg, error.lineno)
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return None, (type(error).__name__, str(error), None)


class Check:
    """One file's counts and findings."""

    def __init__(self, path: str):
        self.path = path
        self.counts: Counter[str] = Counter()
        self.findings: list[tuple[str, str]] = []
        self.with_slots: set[str] = set()  # functions in which there is anything to stop at

    def wrong(self, kind: str, message: str, line: int = 0) -> None:
        self.counts[kind] += 1
        if self.counts[kind] <= EXAMPLES:
            self.findings.append((kind, f"{self.path}:{line}: {message}"))

    def texts(self, original: bytes, copy: bytes, stripped: bytes):
        """Bytes come back, both compile or neither does, and the trees are the same.

        Gives the original's code and tree; None and None where the interpreter rejects it.
        """
        self.counts["bytes"] += len(original)
        if original != stripped:
            self.wrong("not stripped", "other bytes come back")
        code, error = compiled(original, self.path)
        copy_code, copy_error = (code, error) if copy == original else compiled(copy, self.path)
        if error != copy_error:
            self.wrong("compiled otherwise", f"{error} became {copy_error}")
        if code is None:
            self.counts["rejected"] += 1
            return None, None
        tree = ast.parse(original)
        if copy != original and copy_code is not None:
            difference = first_difference(tree, ast.parse(copy), hook_name(copy))
            if difference:
                self.wrong("another tree", difference)
        return code, tree

    def lines(self, code, tree, table: LineTable) -> None:
        """The hooks stand where CPython can stop, and every such line is served."""
        breakable = breakable_lines(code)
        statements = StatementLines(tree)
        self.with_slots = {function for (function, _), slot in statements.slots.items() if slot}
        if table.outcome != "hooked":
            self.untouched(breakable, statements, table)
            return
        self.precision(table, breakable)
        for (function, line), slot in sorted(statements.slots.items(), key=lambda item: item[0][1]):
            if line not in breakable.get(function, ()):
                continue
            if slot:
                self.served(table, function, line)
            else:
                self.slides(table, function, line, statements.definitions.get((function, line)))

    def untouched(self, breakable, statements: StatementLines, table: LineTable) -> None:
        """A valid file without hooks: there must be a reason."""
        if table.outcome == "refused":
            self.wrong("refused but valid", table.message or "(no reason)", table.refused_line)
            if not table.message:
                self.wrong("untouched", "refused without a reason")
        elif any(
            slot and line in breakable.get(function, ())
            for (function, line), slot in statements.slots.items()
        ):
            self.wrong("untouched", f"{table.outcome}, though there is something to stop at")

    def precision(self, table: LineTable, breakable: dict[str, set[int]]) -> None:
        for function, line in sorted(table.places):
            self.counts["hook lines"] += 1
            if line in breakable.get(function, ()):
                self.counts["precise hook lines"] += 1
            elif line in breakable.get(outside_comprehensions(function), ()):
                self.counts["precise hook lines"] += 1
            else:
                self.wrong("hook on a dead line", f"in {function}", line)

    def served(self, table: LineTable, function: str, line: int) -> None:
        self.counts["slot lines"] += 1
        if (function, line) in table.places:
            self.counts["served slot lines"] += 1
        else:
            self.wrong("slot without a hook", f"in {function}", line)
            self.slides(table, function, line, None)

    def slides(self, table: LineTable, function: str, line: int, defined: str | None) -> None:
        self.counts["slides"] += 1
        if defined is not None and defined not in self.with_slots:
            self.counts["defs of functions without code"] += 1
            return
        allowed = {function, defined}
        if not any(site_function in allowed for site_function in table.targets(line)):
            targets = ", ".join(sorted(set(table.targets(line)))) or "nothing"
            self.wrong("slides elsewhere", f"in {function}, slides to {targets}", line)


def check_file(trees: dict, path: str, table: LineTable) -> Check:
    result = Check(path)
    original, copy, stripped = (
        Path(trees[name], path).read_bytes() for name in ("original", "copy", "stripped")
    )
    code, tree = result.texts(original, copy, stripped)
    if code is not None:
        result.lines(code, tree, table)
    result.counts["files"] += 1
    result.counts[table.outcome] += 1
    return result


def check_batch(job: tuple[dict, list[str]]) -> list[tuple[Counter, list]]:
    trees, paths = job
    warnings.simplefilter("ignore")
    tables = ask(trees["command"], paths, cwd=trees["original"])
    checks = (check_file(trees, path, table) for path, table in zip(paths, tables, strict=True))
    return [(check.counts, check.findings) for check in checks]


def main(trees_file: str, report_file: str) -> None:
    trees = json.loads(Path(trees_file).read_text())
    files = trees.pop("files")
    batches = [(trees, files[at : at + BATCH]) for at in range(0, len(files), BATCH)]
    counts: Counter[str] = Counter()
    findings: dict[str, list[str]] = {}
    with multiprocessing.Pool(WORKERS) as pool:
        for batch in pool.imap_unordered(check_batch, batches):
            for file_counts, file_findings in batch:
                counts.update(file_counts)
                for kind, text in file_findings:
                    findings.setdefault(kind, []).append(text)
    report = {"counts": counts, "findings": {k: sorted(v) for k, v in findings.items()}}
    Path(report_file).write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
