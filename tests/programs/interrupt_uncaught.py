"""A KeyboardInterrupt that ends the program, as by Ctrl-C: by the signal, to its parent."""

import atexit

atexit.register(print, "goodbye")


def work():
    x = 1; raise KeyboardInterrupt


work()
