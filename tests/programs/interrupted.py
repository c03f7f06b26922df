"""A KeyboardInterrupt nobody catches."""

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)


def interrupt():
    signal.raise_signal(signal.SIGINT); return 1


try:
    interrupt()
except KeyboardInterrupt as error:
    print(type(error).__name__)
