#include "executed_code.h"

#include "compat.h"
#include "imports.h"

namespace pyinstr::python {
namespace {

constexpr const char* audit_name = "pyinstr audit hook";

PyObject* audit(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  auto* const executed = static_cast<ExecutedCode*>(PyCapsule_GetPointer(self, audit_name));
  if (executed == nullptr) return nullptr;
  if (count == 2) executed->audited(arguments[0], arguments[1]);
  Py_RETURN_NONE;
}

PyMethodDef audit_definition = {"pyinstr_audit",
                                reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(audit)),
                                METH_FASTCALL, nullptr};

}  // namespace

bool ExecutedCode::serves() { return compat::has_trace_functions; }

void ExecutedCode::watch(std::function<void(PyCodeObject*)> told) {
  told_ = std::move(told);
  if (!told_ || hooked_) return;
  const py::capsule self(this, audit_name);
  const auto hook = py::reinterpret_steal<py::object>(PyCFunction_New(&audit_definition, self.ptr()));
  if (!hook) throw py::error_already_set();
  imported("sys").attr("addaudithook")(hook);
  hooked_ = true;
}

void ExecutedCode::audited(PyObject* event, PyObject* arguments) noexcept {
  if (!told_ || !PyUnicode_Check(event) || PyUnicode_CompareWithASCIIString(event, "exec") != 0) return;
  if (!PyTuple_Check(arguments) || PyTuple_GET_SIZE(arguments) != 1) return;
  PyObject* const code = PyTuple_GET_ITEM(arguments, 0);
  if (!PyCode_Check(code)) return;
  try {
    const auto told = told_;  // it may be replaced meanwhile
    told(reinterpret_cast<PyCodeObject*>(code));
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  } catch (const std::exception&) {
    // Out of memory: this file is told of when it is asked for.
  }
}

}  // namespace pyinstr::python
