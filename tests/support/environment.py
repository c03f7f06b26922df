"""The environment in which tests run other programs: nothing of the tester's own leaks in."""

import os

# What would change how a program runs, prints or is found.
LEAKS = ("PYINSTR", "PYTHON", "VIRTUAL_ENV", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")

FIXED = {
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUNBUFFERED": "1",
    "PYTHONIOENCODING": "utf-8",
    "PYINSTR_RC": "off",
    "TERM": "dumb",
    "LC_ALL": "C.UTF-8",
}


def clean(**extra: str) -> dict[str, str]:
    """The environment of a child, with `extra` on top."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEAKS)}
    return {**kept, **FIXED, **extra}
