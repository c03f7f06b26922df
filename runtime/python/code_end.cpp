#include "code_end.h"

#include <cstddef>

#include <structmember.h>

#include "compat.h"

namespace pyinstr::python {
namespace {

/// What the weak reference calls: one for each code object, so that it knows of which. A type of its own, since
/// calls of the interpreter's functions fail where the program has gone as deep as it may.
struct Told {
  PyObject_HEAD
  vectorcallfunc call;
  CodeEnd* listener;
  PyCodeObject* code;  // not owned
};

PyObject* tell(PyObject* self, PyObject* const*, std::size_t, PyObject*) {
  const auto* const told = reinterpret_cast<Told*>(self);
  told->listener->ended(told->code);
  Py_RETURN_NONE;
}

void free_told(PyObject* self) {
  PyTypeObject* const type = Py_TYPE(self);
  PyObject_Free(self);
  Py_DECREF(type);
}

PyMemberDef told_members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(Told, call), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};

PyType_Slot told_slots[] = {
    {Py_tp_dealloc, reinterpret_cast<void*>(free_told)},
    {Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
    {Py_tp_members, told_members},
    {0, nullptr},
};

PyType_Spec told_type = {"pyinstr._core.CodeEnd", sizeof(Told), 0,
                         Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION,
                         told_slots};

py::object made_told(const py::object& type, CodeEnd& listener, PyCodeObject* code) {
  auto* const told = PyObject_New(Told, reinterpret_cast<PyTypeObject*>(type.ptr()));
  if (told == nullptr) return {};
  told->call = tell;
  told->listener = &listener;
  told->code = code;
  return py::reinterpret_steal<py::object>(reinterpret_cast<PyObject*>(told));
}

}  // namespace

py::object CodeEnd::watch(PyCodeObject* code) {
  PyObject* const object = reinterpret_cast<PyObject*>(code);
  if (compat::lives_for_ever(object)) return py::none();  // other interpreters have it, too
  if (!type_) type_ = py::reinterpret_steal<py::object>(PyType_FromSpec(&told_type));
  const py::object told = type_ ? made_told(type_, *this, code) : py::object();
  auto watched = py::reinterpret_steal<py::object>(told ? PyWeakref_NewRef(object, told.ptr()) : nullptr);
  // It holds nothing that could hold it: nothing for the collector, which programs ask for all it has.
  if (watched) PyObject_GC_UnTrack(watched.ptr());
  else PyErr_Clear();
  return watched;
}

}  // namespace pyinstr::python
