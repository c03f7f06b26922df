#include "value_snapshot.h"

#include "imports.h"
#include "inspect.h"

namespace pyinstr::python {
namespace {

constexpr Py_ssize_t most_elements = 1000;
constexpr int most_characters = 200;

bool is_container(PyObject* value) {
  return PyList_CheckExact(value) || PyDict_CheckExact(value) || PyAnySet_CheckExact(value) ||
         PyByteArray_CheckExact(value) || PyTuple_CheckExact(value);
}

/// Values of these types are what they are: equal ones cannot be told apart by use.
bool is_plain(PyObject* value) {
  return value == Py_None || PyBool_Check(value) || PyLong_CheckExact(value) || PyFloat_CheckExact(value) ||
         PyComplex_CheckExact(value) || PyUnicode_CheckExact(value) || PyBytes_CheckExact(value);
}

bool equal(PyObject* one, PyObject* other) {
  const int answer = PyObject_RichCompareBool(one, other, Py_EQ);
  if (answer < 0) throw py::error_already_set();
  return answer == 1;
}

bool is_same_element(PyObject* one, PyObject* other) {
  return one == other || (Py_TYPE(one) == Py_TYPE(other) && is_plain(one) && equal(one, other));
}

bool has_same_items(PyObject* one, PyObject* other) {
  const Py_ssize_t size = PySequence_Fast_GET_SIZE(one);
  if (size != PySequence_Fast_GET_SIZE(other)) return false;
  for (Py_ssize_t i = 0; i < size; ++i) {
    if (!is_same_element(PySequence_Fast_GET_ITEM(one, i), PySequence_Fast_GET_ITEM(other, i))) return false;
  }
  return true;
}

bool has_same_entries(PyObject* one, PyObject* other) {
  if (PyDict_GET_SIZE(one) != PyDict_GET_SIZE(other)) return false;
  Py_ssize_t at = 0, other_at = 0;
  PyObject *key = nullptr, *value = nullptr, *other_key = nullptr, *other_value = nullptr;
  while (PyDict_Next(one, &at, &key, &value) && PyDict_Next(other, &other_at, &other_key, &other_value)) {
    if (!is_same_element(key, other_key) || !is_same_element(value, other_value)) return false;
  }
  return true;
}

bool has_same_contents(PyObject* one, PyObject* other) {
  if (Py_TYPE(one) != Py_TYPE(other)) return false;
  if (PyDict_CheckExact(one)) return has_same_entries(one, other);
  if (PyList_CheckExact(one) || PyTuple_CheckExact(one)) return has_same_items(one, other);
  return equal(one, other);
}

py::object shallow_copy(const py::object& value) {
  PyObject* const from = value.ptr();
  if (PyTuple_CheckExact(from)) return value;
  PyObject* copy = nullptr;
  if (PyList_CheckExact(from)) copy = PyList_GetSlice(from, 0, PyList_GET_SIZE(from));
  else if (PyDict_CheckExact(from)) copy = PyDict_Copy(from);
  else if (PyByteArray_CheckExact(from)) copy = PyByteArray_FromObject(from);
  else copy = PyFrozenSet_CheckExact(from) ? PyFrozenSet_New(from) : PySet_New(from);
  if (copy == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(copy);
}

Py_ssize_t size_of(const py::object& value) {
  const Py_ssize_t size = PyObject_Size(value.ptr());
  if (size < 0) throw py::error_already_set();
  return size;
}

}  // namespace

ValueSnapshot::ValueSnapshot(py::object value) : value_(std::move(value)) {
  if (!value_ || !is_container(value_.ptr())) return;
  size_ = size_of(value_);
  if (size_ <= most_elements) copy_ = shallow_copy(value_);
}

bool ValueSnapshot::is_still(const py::object& value) const {
  if (!value || !value_) return !value && !value_;
  // Held: while an `__eq__` runs other threads may put another snapshot in this one's place.
  if (const py::object copy = copy_) return has_same_contents(copy.ptr(), value.ptr());
  if (size_ >= 0) return value.is(value_) && size_of(value) == size_;
  return is_same_element(value_.ptr(), value.ptr());
}

std::string ValueSnapshot::text() const {
  if (!value_) return "(undefined)";
  return text_of(imported("pyinstr.values").attr("show")(copy_ ? copy_ : value_, most_characters));
}

}  // namespace pyinstr::python
