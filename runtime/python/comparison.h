/// The commonest of conditions, a name compared with a number or a string: nothing has to be called to ask it.
#pragma once

#include <pybind11/pybind11.h>

#include <optional>
#include <string>
#include <string_view>

namespace pyinstr::python {

namespace py = pybind11;

struct Comparison {
  std::string name;
  int operation = 0;    ///< as PyObject_RichCompare has it
  py::object constant;  ///< what stands on the right

  /// New reference to what the expression gives for that value of the name, or null with an exception.
  PyObject* with(PyObject* value) const;
};

/// What an expression that Python has compiled is, if it is `NAME OPERATOR CONSTANT` and nothing else: a decimal
/// integer, or a string without escapes. Leaves no exception.
std::optional<Comparison> read_comparison(std::string_view text);

}  // namespace pyinstr::python
