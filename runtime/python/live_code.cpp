#include "live_code.h"

#include <map>
#include <set>

#include "compat.h"
#include "frame.h"
#include "imports.h"

namespace pyinstr::python {
namespace {

/// Visited while nothing else may be made: it only notes pointers.
int note_holder(PyObject* object, void* with) {
  if (compat::holds_code(object)) static_cast<std::vector<PyObject*>*>(with)->push_back(object);
  return 1;
}

class Collection {
 public:
  explicit Collection(const std::function<bool(PyObject*)>& is_wanted) : is_wanted_(is_wanted) {}

  void add(PyCodeObject* code) {
    if (!wants(compat::file_name(code).ptr())) return;
    PyObject* const object = reinterpret_cast<PyObject*>(code);
    if (!seen_.insert(object).second) return;
    codes.push_back(py::reinterpret_borrow<py::object>(object));
    for (const py::handle constant : compat::constants(code)) {
      if (PyCode_Check(constant.ptr())) add(reinterpret_cast<PyCodeObject*>(constant.ptr()));
    }
  }

  std::vector<py::object> codes;

 private:
  bool wants(PyObject* name) {
    const auto [entry, fresh] = wanted_.try_emplace(name, false);
    if (fresh) entry->second = is_wanted_(name);
    return entry->second;
  }

  const std::function<bool(PyObject*)>& is_wanted_;
  std::map<PyObject*, bool> wanted_;
  std::set<PyObject*> seen_;
};

void add_held(Collection& collection) {
  std::vector<PyObject*> holders;
  compat::visit_objects(note_holder, &holders);
  for (PyObject* holder : holders) {
    if (PyFunction_Check(holder)) {
      collection.add(reinterpret_cast<PyCodeObject*>(PyFunction_GET_CODE(holder)));
    } else if (const auto code = compat::generator_code(holder)) {
      collection.add(reinterpret_cast<PyCodeObject*>(code));
      Py_DECREF(code);
    }
  }
}

void add_running(Collection& collection) {
  const py::dict threads = imported("sys").attr("_current_frames")();
  for (const auto& entry : threads) {
    auto frame = py::reinterpret_borrow<py::object>(entry.second);
    while (frame) {
      collection.add(code_of(frame));
      frame = caller_of(frame);
    }
  }
}

}  // namespace

std::vector<py::object> live_code(const std::function<bool(PyObject*)>& is_wanted) {
  Collection collection(is_wanted);
  add_held(collection);
  add_running(collection);
  return std::move(collection.codes);
}

}  // namespace pyinstr::python
