#include "hook.h"

#include "engine/gate.h"
#include "hooks.h"
#include "imports.h"

namespace pyinstr::python {
namespace {

/// What a hook is bound to. A module, as for any function of builtins: so hooks are shown and
/// pickled like those.
PyModuleDef owner_definition = {PyModuleDef_HEAD_INIT, "builtins", nullptr, sizeof(Hooks*), nullptr,
                                nullptr, nullptr, nullptr, nullptr};

Hooks*& hooks_of(PyObject* owner) { return *static_cast<Hooks**>(PyModule_GetState(owner)); }

PyObject* reach(PyObject* owner) {
  if (!hooks_of(owner)->reached()) return nullptr;
  Py_RETURN_NONE;
}

PyObject* begin_module(PyObject* owner) {
  hooks_of(owner)->module_begins();
  Py_RETURN_NONE;
}

PyObject* pass(PyObject* owner) {
  if (engine::gate.is_open()) [[unlikely]] return reach(owner);
  if (!hooks_of(owner)->passed_idle()) return nullptr;
  Py_RETURN_NONE;
}

/// METH_FASTCALL is the cheapest convention on 3.12 and later and as cheap as any before.
PyObject* plain(PyObject* owner, PyObject* const*, Py_ssize_t count) {
  return count != 0 ? begin_module(owner) : pass(owner);
}

/// Here frames are cheap: which number it is does not matter, but that it is one.
PyObject* numbered(PyObject* owner, PyObject* const* arguments, Py_ssize_t count) {
  const bool begins = count != 0 && PyLong_CheckExact(arguments[0]) && PyLong_AsLong(arguments[0]) < 0;
  return begins ? begin_module(owner) : pass(owner);
}

using FastCall = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t);

/// A function's definition. Never freed, like the hook.
struct Definition {
  std::string name;
  std::string doc;  ///< begins with the signature, as for every function of builtins
  PyMethodDef method;
};

}  // namespace

py::object make_hook(Hooks& hooks, HookCall call, std::string name) {
  const auto owner = py::reinterpret_steal<py::object>(PyModule_Create(&owner_definition));
  if (!owner) throw py::error_already_set();
  hooks_of(owner.ptr()) = &hooks;
  const FastCall function = call == HookCall::plain ? plain : numbered;
  std::string doc = name + "($module, /, *args)\n--\n\nA debugger's hook: does nothing unless this line is asked for.";
  auto* const definition = new Definition{std::move(name), std::move(doc), {}};
  definition->method = {definition->name.c_str(), reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function)),
                        METH_FASTCALL, definition->doc.c_str()};
  auto hook = py::reinterpret_steal<py::object>(
      PyCFunction_NewEx(&definition->method, owner.ptr(), py::str("builtins").ptr()));
  if (!hook) throw py::error_already_set();
  return hook;
}

void install_hook(const py::object& hook, const py::str& name) {
  imported("builtins").attr("__dict__")[name] = hook;
  // The saved copy has no name of its own: it is a dict that holds `__build_class__`.
  for (const auto& object : imported("gc").attr("get_objects")()) {
    if (!PyDict_CheckExact(object.ptr())) continue;
    const auto dict = py::reinterpret_borrow<py::dict>(object);
    if (PyDict_GetItemString(dict.ptr(), "__build_class__") != nullptr && !dict.contains(name)) dict[name] = hook;
  }
}

}  // namespace pyinstr::python
