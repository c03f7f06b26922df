#include "imports.h"

namespace pyinstr::python {

py::module_ imported(const char* name) {
  const auto top = py::reinterpret_steal<py::object>(
      PyImport_ImportModuleLevel(name, nullptr, nullptr, nullptr, 0));
  if (!top) throw py::error_already_set();
  // What is returned is the package that the module is in.
  const py::str wanted(name);
  const auto module = py::reinterpret_steal<py::object>(PyImport_GetModule(wanted.ptr()));
  if (!module && PyErr_Occurred() == nullptr) PyErr_SetObject(PyExc_ImportError, wanted.ptr());
  if (!module) throw py::error_already_set();
  return py::reinterpret_borrow<py::module_>(module);
}

}  // namespace pyinstr::python
