#include "replaced_tables.h"

#include <pybind11/pybind11.h>

#include <memory>
#include <vector>

#include "compat.h"
#include "kept_with_code.h"

namespace pyinstr::python {

#if PYINSTR_HAS_COLUMNS
namespace {

using Tables = std::vector<py::object>;

/// Never freed: code may outlive all else of ours.
KeptWithCode<Tables>& replaced_tables() {
  static auto* const tables = new KeptWithCode<Tables>;
  return *tables;
}

}  // namespace

void replace_location_table(PyCodeObject* code, std::string_view table) {
  auto before = py::reinterpret_steal<py::object>(compat::exchange_location_table(code, table));
  if (!before) throw py::error_already_set();
  // An iterator owns the code. Whose only owner is another one, as the code it stands in, has none.
  if (Py_REFCNT(reinterpret_cast<PyObject*>(code)) == 1) return;
  Tables* kept = replaced_tables().find(code);
  if (kept == nullptr) kept = replaced_tables().add(code, std::make_unique<Tables>());
  if (kept == nullptr) {
    before.release();  // no memory: better never freed than too early
  } else {
    kept->push_back(std::move(before));
  }
}
#else
void replace_location_table(PyCodeObject*, std::string_view) {}
#endif

}  // namespace pyinstr::python
