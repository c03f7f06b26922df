/// Exceptions that arrive from outside while the debugger is at work: of Ctrl-C, and whatever else a
/// handler of signals raises. They are the program's (pyinstr/signal_handlers.py).
/// Threads: under the interpreter's lock.
#pragma once

#include <pybind11/pybind11.h>

namespace pyinstr::python {

namespace py = pybind11;

/// Whether this is one.
bool is_interrupt(const py::error_already_set& error);
/// The same of the current exception, which stays set. There must be one.
bool is_interrupt();
/// Takes the current exception: the object, as it is to be raised in the program. Its traceback begins
/// in the handler. There must be one.
py::object take_interrupt();

}  // namespace pyinstr::python
