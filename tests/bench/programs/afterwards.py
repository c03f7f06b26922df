"""The tight loop, once briefly, so that something may happen in it, and then timed."""

import tight_loop


def prepare(rounds):
    tight_loop.loop(10)


def bench(rounds):
    tight_loop.loop(rounds)
