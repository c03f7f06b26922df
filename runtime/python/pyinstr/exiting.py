"""What a normal exit does before the interpreter is taken down."""

import sys


def run_exit_functions():
    """atexit, then flushing."""
    import atexit

    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:
            pass  # closed or None: nothing to flush
