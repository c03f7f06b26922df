// What is kept with code holds it here: that is code with hooks that was reached while somebody listened.
#include "code_end.h"

namespace pyinstr::python {

py::object CodeEnd::watch(PyCodeObject* code) {
  return py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(code));
}

}  // namespace pyinstr::python
