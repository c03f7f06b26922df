#include "hook.h"

#include "engine/gate.h"
#include "hooks.h"

namespace pyinstr::python {
namespace {

/// METH_FASTCALL is the cheapest convention on 3.12 and later and as cheap as any before; idle,
/// one relaxed load is all there is.
PyObject* dbg(PyObject* self, PyObject* const*, Py_ssize_t) {
  if (engine::gate.is_open()) [[unlikely]] {
    auto* hooks = static_cast<Hooks*>(PyCapsule_GetPointer(self, nullptr));
    if (hooks == nullptr || !hooks->reached()) return nullptr;
  }
  Py_RETURN_NONE;
}

PyMethodDef method = {"dbg", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(dbg)), METH_FASTCALL,
                      "dbg()\n--\n\nA debugger's hook: does nothing unless this line is asked for."};

}  // namespace

py::object make_hook(Hooks& hooks) {
  const auto self = py::reinterpret_steal<py::object>(PyCapsule_New(&hooks, nullptr, nullptr));
  if (!self) throw py::error_already_set();
  auto hook = py::reinterpret_steal<py::object>(PyCFunction_NewEx(&method, self.ptr(), nullptr));
  if (!hook) throw py::error_already_set();
  return hook;
}

void install_hook(const py::object& hook, const py::str& name) {
  py::module_::import("builtins").attr("__dict__")[name] = hook;
  // The saved copy has no name of its own: it is a dict that holds `__build_class__`.
  for (const auto& object : py::module_::import("gc").attr("get_objects")()) {
    if (!PyDict_CheckExact(object.ptr())) continue;
    const auto dict = py::reinterpret_borrow<py::dict>(object);
    if (PyDict_GetItemString(dict.ptr(), "__build_class__") != nullptr && !dict.contains(name)) dict[name] = hook;
  }
}

}  // namespace pyinstr::python
