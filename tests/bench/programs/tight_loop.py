"""Four simple lines, over and over, and one that is never reached: nearly all of it is hooks."""

import sys

import elsewhere


def loop(rounds):
    total = 0
    i = 0
    while i < rounds:
        total += i
        i += 1
        total ^= i
        total &= 0xFFFF
    if total < 0:
        return elsewhere.never()
    return total


def bench(rounds=1_000_000):
    loop(rounds)


def another():
    return None


if __name__ == "__main__":
    bench(int(sys.argv[1]))
