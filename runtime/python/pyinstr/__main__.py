"""Runs a program under the debugger: what `pyinstr run` starts.

    python pyinstr/__main__.py [-b SPEC]… [-c COMMAND]… [--catch SPEC]… [--no-first-stop]
                               [--no-post-mortem]
                               [--no-rc] [--no-sigint] [--no-hooks] [--tty DEVICE] [--include PATTERN]…
                               [--exclude PATTERN]… (FILE | FOLDER | ARCHIVE | -m MODULE) [ARGS…]

An instrumented copy runs as it is; originals are instrumented when they are imported, or, with
--no-hooks, run as they are under the interpreter's own events. The program
finds `sys.argv`, `sys.path` and `__main__` as Python itself would have left them.
"""

import os
import sys

VALUE_OPTIONS = {"-b", "--catch", "-c", "--tty", "--include", "--exclude", "-m"}
FLAGS = {"--no-first-stop", "--no-hooks", "--no-post-mortem", "--no-rc", "--no-sigint"}


def _is_path_safe():
    """Whether Python was asked to leave the program's folder out of sys.path (-P, since 3.11)."""
    return getattr(sys.flags, "safe_path", False)


def _package():
    """The package this file belongs to, imported under its own name wherever it lies."""
    if not _is_path_safe():
        del sys.path[0]  # this file's folder, which the program's will stand in for
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    try:
        import pyinstr._core
        import pyinstr.children
        import pyinstr.importer
    finally:
        del sys.path[0]
    return pyinstr._core, pyinstr.importer, pyinstr.children


def _fail(message, status):
    print(f"pyinstr: {message}", file=sys.stderr)
    raise SystemExit(status)


def _parse(arguments):
    """(options, module, rest): options by name, each with the list of its values; rest is the
    program's own command line, beginning with the file where there is no module."""
    options = {name: [] for name in (*VALUE_OPTIONS, *FLAGS)}
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


def _compiled(path):
    with open(path, "rb") as file:
        return compile(file.read(), path, "exec", dont_inherit=True)


def _file(importer, path, hooks):
    """The code of a file and the names of its `__main__`. Without `hooks`, as Python compiles it."""
    whole = os.path.abspath(path)
    try:
        code, reason = importer.code_of_file(whole) if hooks else (_compiled(whole), None)
    except OSError as error:
        _fail(f"cannot read {path}: {error.strerror}", 3)
    if reason:
        print(f"{path}:{reason}\npyinstr: {path} runs without hooks", file=sys.stderr)
    if not _is_path_safe():
        sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    loader = importer.SourceFileLoader("__main__", whole)
    return code, {"__file__": whole, "__loader__": loader, "__spec__": None, "__package__": None}


def _module(name):
    """The same for a module, which is found as `python -m` finds it, and instrumented if it is one
    of those that are when they are imported."""
    import runpy

    if not _is_path_safe():
        sys.path.insert(0, os.getcwd())
    try:
        _, spec, code = runpy._get_module_details(name)
    except ImportError as error:
        _fail(f"cannot run -m {name}: {error}", 3)
    names = {"__file__": spec.origin, "__loader__": spec.loader, "__spec__": spec, "__package__": spec.parent}
    return code, names


def _is_container(path):
    """Whether Python would run the `__main__` in it: a folder, or a zip archive."""
    import zipimport

    if os.path.isdir(path):
        return True
    try:
        zipimport.zipimporter(path)
    except zipimport.ZipImportError:
        return False
    return True


def _container(importer, path, hooks):
    """The same for the `__main__` of a folder or an archive, which is on the path itself."""
    import runpy

    sys.path.insert(0, os.path.join(os.getcwd(), path))
    try:
        _, spec, code = runpy._get_main_module_details()
    except ImportError as error:
        _fail(f"cannot run {path}: {error}", 3)
    if hooks and not isinstance(spec.loader, importer.Loader):
        code = _with_hooks(importer, spec, code)
    names = {"__file__": spec.origin, "__loader__": spec.loader, "__spec__": spec, "__package__": spec.parent}
    return code, names


def _with_hooks(importer, spec, code):
    """The code of the module's text with hooks; as it is where there is no text."""
    if os.path.exists(spec.origin):
        code, reason = importer.code_of_file(spec.origin)
    elif spec.loader.get_source(spec.name) is not None:
        code, reason = importer.code_of_text(spec.loader.get_data(spec.origin), spec.origin)
    else:
        return code
    if reason:
        print(f"{spec.origin}:{reason}\npyinstr: {spec.origin} runs without hooks", file=sys.stderr)
    return code


def _prepare(core, options):
    """Breakpoints, commands and the first stop, before the program begins. The breakpoints' numbers, with
    what was asked for."""
    breakpoints = {}
    for device in options["--tty"]:
        if error := core.open_device(device):
            _fail(error, 3)
    for text in options["-b"]:
        number, message = core.set_breakpoint_text(text)
        if not number:
            _fail(message, 1)
        breakpoints[number] = text
    for text in options["--catch"]:
        number, message = core.set_catch_text(text)
        if not number:
            _fail(message, 1)
    core.feed(options["-c"])
    if options["--no-rc"]:
        core.ignore_rc_files()
    if not options["--no-sigint"]:
        _stop_at_interrupts(core)
    if not options["--no-first-stop"]:
        core.stop_at_first_line()
    return breakpoints


def _tell_never_found(core, breakpoints, process):
    """A wrong name and a line that is not reached would look alike. Forked children, which come here by
    `sys.exit`, leave that to the process that was started."""
    if sys.stderr is None or os.getpid() != process:
        return
    try:
        for number, text in breakpoints.items():
            if core.is_pending(number):
                print(f"pyinstr: `{text}` was never found: the program has loaded no such place", file=sys.stderr)
    except Exception:
        pass  # the program has closed it, or put something else in its place


def _stop_at_interrupts(core):
    """Ctrl-C stops the program where it is, unless it is ignored or the program has a handler."""
    import _signal

    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, core.interrupt)


def _post_mortem(core, error):
    """The shell in the frames of what ended the program, if somebody is there to answer it."""
    if not core.is_answered():
        return
    from pyinstr import tracebacks

    try:
        tracebacks.post_mortem(tracebacks.case_of(error))
    except ValueError:
        pass  # it passed through no frame of the program
    except BaseException:
        pass  # of a signal's handler: the program has ended, so does this


def _remember_command(options, rest):
    """What `restart` runs: the same without the breakpoints and commands, which it keeps itself."""
    from pyinstr import restart

    words = [sys.executable, os.path.abspath(__file__)]
    for name in ("--tty", "--include", "--exclude", "-m"):
        for value in options[name]:
            words += [name, value]
    words += [flag for flag in sorted(FLAGS) if options[flag]]
    count = 0 if options["-m"] else 1
    restart.own_command = words + rest[:count], rest[count:]


def _become(names):
    """The program's `__main__`, in place of ours."""
    main = type(sys)("__main__")
    main.__dict__.update(names, __builtins__=sys.modules["builtins"], __cached__=None)
    sys.modules["__main__"] = main
    return main


def _run(core, code, main, post_mortem):
    """Runs the program. A traceback begins with its frames, not with ours."""
    try:
        exec(code, main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:
        error.__traceback__ = error.__traceback__.tb_next
        sys.excepthook(type(error), error, error.__traceback__)
        if isinstance(error, KeyboardInterrupt):  # Python ends by the signal, and so do we
            sys.excepthook = lambda *error: None
            raise
        if post_mortem:
            _post_mortem(core, error)
        raise SystemExit(1) from None


def main():
    core, importer, children = _package()
    options, rest = _parse(sys.argv[1:])
    hooks = not options["--no-hooks"]
    if hooks:
        importer.install(options["--include"], options["--exclude"])
    try:
        if options["-m"]:
            code, names = _module(options["-m"][0])
            sys.argv[:] = [names["__file__"], *rest]
        else:
            sys.argv[:] = rest
            load = _container if _is_container(rest[0]) else _file
            code, names = load(importer, rest[0], hooks)
    except SyntaxError as error:  # shown as Python shows it: no frame of the program is in it
        sys.excepthook(type(error), error.with_traceback(None), None)
        raise SystemExit(1) from None
    program = _become(names)  # what is armed again may be about its names
    if not hooks:  # else the first prologue does it
        core.obey_environment()
        children.hand_on_debugger()
    _remember_command(options, rest)
    breakpoints = _prepare(core, options)
    process = os.getpid()
    try:
        _run(core, code, program, post_mortem=not options["--no-post-mortem"])
    finally:
        _tell_never_found(core, breakpoints, process)


if __name__ == "__main__":
    main()
