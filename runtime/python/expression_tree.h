/// Expressions of names, constants and operators, as trees that are evaluated natively: most conditions are such,
/// and to call a compiled function costs several times what they do.
///
/// A tree gives what the compiled expression would, by the same functions that the interpreter's instructions come
/// to, so that the program's own `__eq__` and `__getattr__` are found as ever. Names are looked up when they are
/// reached: what an `and` leaves out need not be bound.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <string>
#include <vector>

#include "compat.h"

namespace pyinstr::python {

namespace py = pybind11;

/// Where an expression is asked: a frame of the code that the names were looked up for.
struct Scope {
  const compat::Variable* variables = nullptr;   ///< the frame's; null if no name is one of them
  const compat::VariableSlot* slots = nullptr;   ///< of the tree's names; an index below 0: a global
  PyObject* globals = nullptr;                   ///< a dict, borrowed
  PyObject* builtins = nullptr;                  ///< a dict, borrowed
};

/// A part of an expression.
class Node {
 public:
  virtual ~Node() = default;
  /// Null, with an exception, if it failed. May run the program's code.
  virtual py::object value(const Scope& scope) const = 0;
};

struct ExpressionTree {
  std::unique_ptr<const Node> root;  ///< null: the expression is more than that
  std::vector<py::object> names;     ///< that it looks up, each once, by the number its nodes know them by
};

/// Of an expression that Python has compiled. No tree has what depends on the function it stands in (`locals()`, a
/// comprehension, a lambda), binds a name, waits, or has more than some dozens of parts. Leaves no exception.
ExpressionTree read_tree(const std::string& text);

}  // namespace pyinstr::python
