/// A value as it was, so that it can be told whether it has changed: also inside, for lists, dicts
/// and sets of moderate size.
#pragma once

#include <pybind11/pybind11.h>

#include <string>

namespace pyinstr::python {

namespace py = pybind11;

class ValueSnapshot {
 public:
  /// Of no value at all: a name that is unbound, an attribute that is missing.
  ValueSnapshot() = default;
  /// Keeps the value, and a shallow copy of what can change in place. Throws what pybind11 throws.
  explicit ValueSnapshot(py::object value);

  /// Whether `value` (null: none) is still what it was: the same object with the same elements, or a
  /// number, string or the like that is equal. Runs the program's code only where a set's elements
  /// have an `__eq__`. Throws what pybind11 throws.
  bool is_still(const py::object& value) const;
  /// Of no value.
  bool is_empty() const { return !value_; }
  bool is_same_object(const py::object& value) const { return value_.is(value); }

  /// What was kept, as people are shown it.
  std::string text() const;

 private:
  py::object value_;
  py::object copy_;      ///< empty where nothing of it can change in place, or it is too large
  Py_ssize_t size_ = -1; ///< of a container without a copy
};

}  // namespace pyinstr::python
