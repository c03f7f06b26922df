/// Code objects that exist already: what must be armed where functions are defined, frames run and
/// generators wait.
#pragma once

#include <pybind11/pybind11.h>

#include <functional>
#include <vector>

namespace pyinstr::python {

namespace py = pybind11;

/// All code that functions, generators and frames of every thread hold, and the code nested in it,
/// whose file `is_wanted` (asked once for each name's object). Each once. Below 3.12 frames only.
/// Throws what pybind11 throws.
std::vector<py::object> live_code(const std::function<bool(PyObject* file_name)>& is_wanted);

}  // namespace pyinstr::python
