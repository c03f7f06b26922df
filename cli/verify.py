"""Compares originals with their instrumented copies; runs in the interpreter that is asked.

Reads `hook\\0original\\0copy\\0` for each file from stdin and writes `number\\0line\\0message\\0`
for each that differs, the number counted from 0. Part of the pyinstr command, which embeds it.
"""
import ast
import sys
import warnings


class WithoutHooks(ast.NodeTransformer):
    """Takes the hooks, the prologue and `global dbg` out of a tree."""

    def __init__(self, hook):
        self.hook = hook

    def is_hook(self, node):
        return (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                and node.func.id == self.hook)

    def is_prologue(self, node):
        return (isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And)
                and isinstance(node.values[0], ast.Compare)
                and isinstance(node.values[0].left, ast.Constant)
                and node.values[0].left.value == self.hook)

    def is_ours(self, node):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return all(self.is_ours(value) for value in node.values)
        return self.is_hook(node) or self.is_prologue(node)

    def visit_Expr(self, node):
        return None if self.is_ours(node.value) else self.generic_visit(node)

    def visit_Global(self, node):
        return None if node.names == [self.hook] else node

    def visit_BoolOp(self, node):
        values = [value for value in node.values if not self.is_ours(value)]
        if len(values) == len(node.values):
            return self.generic_visit(node)
        if len(values) == 1:
            return self.visit(values[0])
        return self.generic_visit(ast.copy_location(ast.BoolOp(node.op, values), node))

    def visit_ClassDef(self, node):
        node = self.generic_visit(node)
        node.bases = [base for base in node.bases if not self.is_empty_star(base)]
        return node

    def is_empty_star(self, node):
        return (isinstance(node, ast.Starred) and isinstance(node.value, ast.Tuple)
                and not node.value.elts)


def compiled(path):
    """The tree of a file, or what the interpreter says against it as (line, message)."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = compile(source, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        compile(tree, path, "exec", dont_inherit=True)
        return tree, None
    except SyntaxError as error:
        return None, (error.lineno or 0, "%s: %s" % (type(error).__name__, error.msg))
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return None, (0, "%s: %s" % (type(error).__name__, error))


def said(result):
    tree, error = result
    return "compiles" if tree is not None else "line %d: %s" % error


def tree_difference(original, copy):
    """(line, message) of a place where two trees or their line numbers differ, else None."""
    line, pending = 0, [(original, copy)]
    while pending:
        one, other = pending.pop()
        if isinstance(one, ast.AST):
            line = getattr(one, "lineno", line)
            if type(one) is type(other) and line != getattr(other, "lineno", line):
                return line, "line %d of the original is line %d of the copy" % (line, other.lineno)
        if type(one) is not type(other) or (isinstance(one, list) and len(one) != len(other)):
            return line, "without its hooks, the copy is another program"
        if isinstance(one, list):
            pending.extend(zip(one, other))
        elif isinstance(one, ast.AST):
            for name in one._fields:
                pending.append((getattr(one, name, None), getattr(other, name, None)))
        elif one is not other and repr(one) != repr(other):
            return line, "without its hooks, the copy is another program"
    return None


def difference(hook, original, copy):
    """(line, message) if the two differ, else None."""
    before, after = compiled(original), compiled(copy)
    if said(before) != said(after):
        line = (after[1] or before[1])[0]
        return line, "original: %s; copy: %s" % (said(before), said(after))
    if before[0] is None:
        return None
    without_hooks = WithoutHooks(hook).visit
    return tree_difference(without_hooks(before[0]), without_hooks(after[0]))


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    words = sys.stdin.buffer.read().split(b"\0")[:-1]
    out = sys.stdout.buffer
    for number in range(len(words) // 3):
        hook, original, copy = words[3 * number:3 * number + 3]
        found = difference(hook.decode(), original, copy)
        if found:
            message = found[1].encode("utf-8", "backslashreplace")
            out.write(b"%d\0%d\0%s\0" % (number, found[0], message))
    out.write(b"end\0")


main()
