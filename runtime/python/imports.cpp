#include "imports.h"

namespace pyinstr::python {
namespace {

/// Another thread may be importing it right now.
bool is_being_imported(const py::object& module) {
  const auto spec = py::reinterpret_steal<py::object>(PyObject_GetAttrString(module.ptr(), "__spec__"));
  const auto flag = py::reinterpret_steal<py::object>(
      spec ? PyObject_GetAttrString(spec.ptr(), "_initializing") : nullptr);
  const int is_on = flag ? PyObject_IsTrue(flag.ptr()) : 0;
  PyErr_Clear();  // without such a spec it is nobody's import
  return is_on != 0;
}

/// Whole or half imported; null if it is neither. Throws what pybind11 throws.
py::object known_module(const char* name) {
  auto module = py::reinterpret_steal<py::object>(PyImport_GetModule(py::str(name).ptr()));
  if (!module && PyErr_Occurred() != nullptr) throw py::error_already_set();
  return module;
}

}  // namespace

py::object already_imported(const char* name) {
  const py::object module = known_module(name);
  return module && !is_being_imported(module) ? module : py::object();
}

bool is_half_imported(const char* name) {
  const py::object module = known_module(name);
  return module && is_being_imported(module);
}

py::module_ imported(const char* name) {
  if (const py::object known = already_imported(name)) return py::reinterpret_borrow<py::module_>(known);
  const py::str wanted(name);
  const auto top = py::reinterpret_steal<py::object>(
      PyImport_ImportModuleLevel(name, nullptr, nullptr, nullptr, 0));
  if (!top) throw py::error_already_set();
  // What is returned is the package that the module is in.
  const auto module = py::reinterpret_steal<py::object>(PyImport_GetModule(wanted.ptr()));
  if (!module && PyErr_Occurred() == nullptr) PyErr_SetObject(PyExc_ImportError, wanted.ptr());
  if (!module) throw py::error_already_set();
  return py::reinterpret_borrow<py::module_>(module);
}

}  // namespace pyinstr::python
