#include "code_identity.h"

#include <mutex>
#include <string_view>
#include <utility>

#include "skipped_hooks.h"

namespace pyinstr::python {
namespace {

constexpr const char* key = "pyinstr.skipped_hooks";

/// Of the running interpreter; null if it has none.
SkippedHooks* hooks_here() {
  PyObject* const own = PyInterpreterState_GetDict(PyInterpreterState_Get());
  PyObject* const capsule = own == nullptr ? nullptr : PyDict_GetItemString(own, key);
  return capsule == nullptr ? nullptr : static_cast<SkippedHooks*>(PyCapsule_GetPointer(capsule, key));
}

/// The type's own, written once for all interpreters, whose type it is.
hashfunc plain_hash = nullptr;
richcmpfunc plain_comparison = nullptr;

Py_hash_t hash_as_written(PyObject* code) {
  SkippedHooks* const hooks = hooks_here();
  if (hooks == nullptr) return plain_hash(code);
  const SkippedHooks::AsWritten original(*hooks, code);
  return plain_hash(code);
}

PyObject* compare_as_written(PyObject* code, PyObject* other, int operation) {
  SkippedHooks* const hooks = hooks_here();
  if (hooks == nullptr || code == other || !PyCode_Check(code) || !PyCode_Check(other)) {
    return plain_comparison(code, other, operation);
  }
  const SkippedHooks::AsWritten original(*hooks, code);
  const SkippedHooks::AsWritten other_original(*hooks, other);
  return plain_comparison(code, other, operation);
}

/// `_co_code_adaptive`, of 3.11 and later.
getter plain_live_units = nullptr;

PyObject* live_units_as_written(PyObject* code, void* closure) {
  SkippedHooks* const hooks = hooks_here();
  if (hooks == nullptr) return plain_live_units(code, closure);
  const SkippedHooks::AsWritten original(*hooks, code);
  return plain_live_units(code, closure);
}

void show_live_units_as_written() {
  for (PyGetSetDef* one = PyCode_Type.tp_getset; one != nullptr && one->name != nullptr; ++one) {
    if (std::string_view(one->name) == "_co_code_adaptive") plain_live_units = std::exchange(one->get, live_units_as_written);
  }
}

/// `f_lineno` of frames. From 3.12 on the places that it may be set to are found in the opcodes of live units,
/// with arguments as the compiler wrote them: a jump over a hook would lead anywhere.
setter plain_set_line = nullptr;

int set_line_as_written(PyObject* frame, PyObject* line, void* closure) {
  SkippedHooks* const hooks = hooks_here();
  if (hooks == nullptr) return plain_set_line(frame, line, closure);
  PyCodeObject* const code = compat::frame_code(reinterpret_cast<PyFrameObject*>(frame));
  const SkippedHooks::AsWritten original(*hooks, reinterpret_cast<PyObject*>(code));
  return plain_set_line(frame, line, closure);
}

void set_lines_as_written() {
  for (PyGetSetDef* one = PyFrame_Type.tp_getset; one != nullptr && one->name != nullptr; ++one) {
    if (std::string_view(one->name) == "f_lineno") plain_set_line = std::exchange(one->set, set_line_as_written);
  }
}

}  // namespace

void keep_identity_of_code(SkippedHooks& hooks) {
  static std::once_flag once;
  std::call_once(once, [] {
    plain_hash = PyCode_Type.tp_hash;
    plain_comparison = PyCode_Type.tp_richcompare;
    PyCode_Type.tp_hash = hash_as_written;
    PyCode_Type.tp_richcompare = compare_as_written;
    show_live_units_as_written();
    set_lines_as_written();
  });
  PyObject* const own = PyInterpreterState_GetDict(PyInterpreterState_Get());
  const auto capsule = py::reinterpret_steal<py::object>(PyCapsule_New(&hooks, key, nullptr));
  if (own == nullptr || !capsule || PyDict_SetItemString(own, key, capsule.ptr()) != 0) throw py::error_already_set();
}

}  // namespace pyinstr::python
