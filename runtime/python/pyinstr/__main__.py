"""Runs a program under the debugger: what `pyinstr run` starts.

    python pyinstr/__main__.py [-b SPEC]… [-c COMMAND]… [--no-first-stop] [--tty DEVICE]
                               (FILE | -m MODULE) [ARGS…]

An instrumented copy runs as it is; an original is instrumented in memory. The program finds
`sys.argv`, `sys.path` and `__main__` as Python itself would have left them.
"""

import os
import sys

VALUE_OPTIONS = {"-b", "-c", "--tty", "-m"}


def _package():
    """The package this file belongs to, imported under its own name wherever it lies."""
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        import pyinstr._core
    finally:
        del sys.path[0]
    return pyinstr._core


def _fail(message, status):
    print(f"pyinstr: {message}", file=sys.stderr)
    raise SystemExit(status)


def _parse(arguments):
    """(options, module, rest): options by name, each with the list of its values; rest is the
    program's own command line, beginning with the file where there is no module."""
    options = {name: [] for name in (*VALUE_OPTIONS, "--no-first-stop")}
    rest = list(arguments)
    while rest and rest[0].startswith("-") and not options["-m"]:
        name = rest.pop(0)
        if name not in options:
            _fail(f"unknown option {name}", 2)
        if name in VALUE_OPTIONS and not rest:
            _fail(f"{name} needs a value", 2)
        options[name].append(rest.pop(0) if name in VALUE_OPTIONS else True)
    if not rest and not options["-m"]:
        _fail("nothing to run: give a FILE or -m MODULE", 2)
    return options, rest


def _compile(core, path):
    """The program's code: instrumented already, or instrumented here."""
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        _fail(f"cannot read {path}: {error.strerror}", 3)
    if core.is_instrumented(source):
        return compile(source, path, "exec", dont_inherit=True)
    text, reason = core.instrument(source)
    if text is None:
        print(f"{path}:{reason}\npyinstr: {path} runs without hooks", file=sys.stderr)
        text = source
    core.remember(path, text)
    return compile(text, path, "exec", dont_inherit=True)


def _file_names(path):
    """Names of `__main__` for a file, and the first entry of sys.path."""
    whole = os.path.abspath(path)
    return {"__file__": whole, "__spec__": None, "__package__": None, "__cached__": None}, os.path.dirname(whole)


def _module_names(name):
    """The same for a module, which is found as `python -m` finds it."""
    import runpy

    sys.path.insert(0, os.getcwd())
    try:
        _, spec, _ = runpy._get_module_details(name)
    except ImportError as error:
        _fail(f"cannot run -m {name}: {error}", 3)
    del sys.path[0]
    return {"__file__": spec.origin, "__spec__": spec, "__package__": spec.parent, "__cached__": None}, os.getcwd()


def _prepare(core, options):
    """Breakpoints, commands and the first stop, before the program begins."""
    for device in options["--tty"]:
        if error := core.open_device(device):
            _fail(error, 3)
    for text in options["-b"]:
        number, message = core.set_breakpoint_text(text)
        if not number:
            _fail(message, 1)
    core.feed(options["-c"])
    if not options["--no-first-stop"]:
        core.stop_at_first_line()


def _run(code, names):
    """Runs the program as `__main__`. A traceback begins with its frames, not with ours."""
    main = type(sys)("__main__")
    main.__dict__.update(__builtins__=sys.modules["builtins"], __loader__=None, **names)
    sys.modules["__main__"] = main
    try:
        exec(code, main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)
        raise SystemExit(130 if isinstance(error, KeyboardInterrupt) else 1) from None


def main():
    core = _package()
    options, rest = _parse(sys.argv[1:])
    if options["-m"]:
        names, folder = _module_names(options["-m"][0])
        sys.argv[:] = [names["__file__"], *rest]
    else:
        names, folder = _file_names(rest[0])
        sys.argv[:] = rest
    sys.path.insert(0, folder)
    code = _compile(core, names["__file__"])
    _prepare(core, options)
    _run(code, names)


if __name__ == "__main__":
    main()
