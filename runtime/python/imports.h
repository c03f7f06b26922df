/// Imports for the debugger itself, whatever code is running.
#pragma once

#include <pybind11/pybind11.h>

namespace pyinstr::python {

namespace py = pybind11;

/// The module of that dotted name. Unlike py::module_::import it does not look for `__import__`
/// in the builtins of the code that happens to run: some code has builtins of its own, without one.
/// Throws what pybind11 throws.
py::module_ imported(const char* name);

/// The same if it is imported already and ready to be used; else null.
py::object already_imported(const char* name);

/// Whether somebody is about to import it: it is there, and not all of it. Throws what pybind11 throws.
bool is_half_imported(const char* name);

}  // namespace pyinstr::python
