#include "step_rules.h"

#include "inspect.h"

namespace pyinstr::python {

bool StepRules::takes(PyCodeObject* code, PyObject* globals, bool hooked) const {
  if (frames_.is_hidden(code)) return false;
  PyObject* name = globals != nullptr ? PyDict_GetItemString(globals, "__name__") : nullptr;  // borrowed
  const std::string module = name != nullptr && PyUnicode_Check(name) ? text_of(name) : std::string();
  const std::string path = text_of(compat::file_name(code));
  return filter_.takes({module, path, hooked});
}

}  // namespace pyinstr::python
