"""A message as exit status."""

import sys


def leave():
    try:
        sys.exit("left with a message")
    finally:
        print("finally")


leave()
