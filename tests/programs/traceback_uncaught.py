"""An exception with a cause, printed by the interpreter itself."""


class Wrong(Exception):
    pass


def inner(rows):
    total = 0; total += sum(row["size"] for row in rows)
    return total


def outer(rows):
    try:
        return inner(rows)
    except KeyError as error:
        raise Wrong("no size") from error


print(outer([{"size": 1}]))
if len("abc") > 2: print(outer([
    {"size": 2}, {"weight": 3}
]))
