"""Warnings, with the line they point at."""

import sys
import warnings

sys.stderr = sys.stdout
warnings.simplefilter("always")


def old():
    warnings.warn("use new()", DeprecationWarning, stacklevel=2)


def user():
    x = 1; old()
    return x


user()
if user(): warnings.warn("again")
