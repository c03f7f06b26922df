/// Variables of a frame by name, where the interpreter has no function for it: from `f_locals`.
#pragma once

#include <Python.h>

namespace pyinstr::python::compat {

inline void raise_unbound(PyObject* name) {
  PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
}

/// New reference, or null with an exception. `f_locals` is made anew.
inline PyObject* snapshot_variable(PyFrameObject* frame, PyObject* name) {
  PyObject* locals = PyObject_GetAttrString(reinterpret_cast<PyObject*>(frame), "f_locals");
  if (locals == nullptr) return nullptr;
  PyObject* value = PyDict_GetItemWithError(locals, name);
  Py_XINCREF(value);
  Py_DECREF(locals);
  if (value == nullptr && !PyErr_Occurred()) raise_unbound(name);
  return value;
}

}  // namespace pyinstr::python::compat
