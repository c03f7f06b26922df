#include "interrupts.h"

#include "imports.h"

namespace pyinstr::python {
namespace {

py::module_ signal_handlers() { return imported("pyinstr.signal_handlers"); }

py::object trace_of(const py::error_already_set& error) {
  return error.trace() ? py::reinterpret_borrow<py::object>(error.trace()) : py::object(py::none());
}

}  // namespace

bool is_interrupt(const py::error_already_set& error) {
  if (error.matches(PyExc_KeyboardInterrupt)) return true;
  try {
    return py::cast<bool>(signal_handlers().attr("is_interrupt")(error.value(), trace_of(error)));
  } catch (py::error_already_set& failure) {
    failure.discard_as_unraisable("pyinstr.signal_handlers");
    return false;
  }
}

bool is_interrupt() {
  py::error_already_set error;
  const bool found = is_interrupt(error);
  error.restore();
  return found;
}

py::object take_interrupt() {
  const py::error_already_set error;
  const auto taken = py::reinterpret_borrow<py::object>(error.value());
  py::object trace = py::none();
  try {
    trace = signal_handlers().attr("begun_by")(trace_of(error));
  } catch (py::error_already_set& failure) {
    failure.discard_as_unraisable("pyinstr.signal_handlers");
  }
  if (PyException_SetTraceback(taken.ptr(), trace.ptr()) != 0) PyErr_Clear();
  return taken;
}

}  // namespace pyinstr::python
