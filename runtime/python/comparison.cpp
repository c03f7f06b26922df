#include "comparison.h"

#include <algorithm>
#include <array>

namespace pyinstr::python {
namespace {

struct Operator {
  std::string_view text;
  int operation;
};

/// Longer ones before those that they begin with.
constexpr std::array comparing = {Operator{"<=", Py_LE}, Operator{">=", Py_GE}, Operator{"==", Py_EQ},
                                  Operator{"!=", Py_NE}, Operator{"<", Py_LT},  Operator{">", Py_GT}};

bool begins_name(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_number(char c) { return c >= '0' && c <= '9'; }
bool goes_on(char c) { return begins_name(c) || is_number(c); }

void skip_blanks(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(' '), text.size())); }

std::string_view take_name(std::string_view& text) {
  if (text.empty() || !begins_name(text.front())) return {};
  const auto end = std::find_if_not(text.begin(), text.end(), goes_on);
  const std::string_view name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(name.size());
  return name;
}

const Operator* take_operator(std::string_view& text) {
  for (const Operator& one : comparing) {
    if (!text.starts_with(one.text)) continue;
    text.remove_prefix(one.text.size());
    return &one;
  }
  return nullptr;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_number);
}

/// One, not several that follow each other.
bool is_plain_string(std::string_view text) {
  if (text.size() < 2 || (text.front() != '"' && text.front() != '\'') || text.back() != text.front()) return false;
  const std::string_view inside = text.substr(1, text.size() - 2);
  return std::all_of(inside.begin(), inside.end(), [&](char c) { return c >= ' ' && c != text.front() && c != '\\'; });
}

/// Null, without an exception, if it cannot be had.
py::object constant_of(std::string_view text) {
  py::object made;
  if (is_integer(text)) {
    made = py::reinterpret_steal<py::object>(PyLong_FromString(std::string(text).c_str(), nullptr, 10));
  } else if (is_plain_string(text)) {
    made = py::reinterpret_steal<py::object>(
        PyUnicode_FromStringAndSize(text.data() + 1, static_cast<Py_ssize_t>(text.size() - 2)));
  }
  if (!made) PyErr_Clear();
  return made;
}

}  // namespace

PyObject* Comparison::with(PyObject* value) const {
  Py_INCREF(value);  // comparing may run the program's code, which may bind the name anew
  PyObject* const result = PyObject_RichCompare(value, constant.ptr(), operation);
  Py_DECREF(value);
  return result;
}

std::optional<Comparison> read_comparison(std::string_view text) {
  skip_blanks(text);
  const std::string_view name = take_name(text);
  skip_blanks(text);
  const Operator* const found = name.empty() ? nullptr : take_operator(text);
  if (found == nullptr) return std::nullopt;
  skip_blanks(text);
  while (text.ends_with(' ')) text.remove_suffix(1);
  py::object constant = constant_of(text);
  if (!constant) return std::nullopt;
  return Comparison{std::string(name), found->operation, std::move(constant)};
}

}  // namespace pyinstr::python
