/// The parts that trees of expressions are made of: each a class of some lines.
#pragma once

#include <array>
#include <utility>

#include "expression_tree.h"

namespace pyinstr::python::nodes {

using Part = std::unique_ptr<const Node>;
using Parts = std::vector<Part>;

inline py::object made(PyObject* object) { return py::reinterpret_steal<py::object>(object); }

class Constant : public Node {
 public:
  explicit Constant(py::object constant) : constant_(std::move(constant)) {}
  py::object value(const Scope&) const override { return constant_; }
  const py::object& constant() const { return constant_; }

 private:
  py::object constant_;
};

class Name : public Node {
 public:
  Name(py::object name, std::size_t number) : name_(std::move(name)), number_(number) {}

  py::object value(const Scope& scope) const override {
    const compat::VariableSlot slot = scope.slots[number_];
    PyObject* const found = slot.index >= 0 ? compat::variable_at(scope.variables, slot) : global(scope);
    if (found == nullptr && PyErr_Occurred() == nullptr) compat::raise_unbound(name_.ptr());
    return py::reinterpret_borrow<py::object>(found);
  }

 private:
  /// Borrowed; null without an exception if there is none.
  PyObject* global(const Scope& scope) const {
    PyObject* const found = PyDict_GetItemWithError(scope.globals, name_.ptr());
    if (found != nullptr || PyErr_Occurred() != nullptr) return found;
    return PyDict_GetItemWithError(scope.builtins, name_.ptr());
  }

  py::object name_;
  std::size_t number_;
};

class Attribute : public Node {
 public:
  Attribute(Part of, py::object name) : of_(std::move(of)), name_(std::move(name)) {}

  py::object value(const Scope& scope) const override {
    const py::object of = of_->value(scope);
    return of ? made(PyObject_GetAttr(of.ptr(), name_.ptr())) : py::object();
  }

 private:
  Part of_;
  py::object name_;
};

class Unary : public Node {
 public:
  Unary(unaryfunc function, Part operand) : function_(function), operand_(std::move(operand)) {}

  py::object value(const Scope& scope) const override {
    const py::object operand = operand_->value(scope);
    return operand ? made(function_(operand.ptr())) : py::object();
  }

 private:
  unaryfunc function_;
  Part operand_;
};

/// An operator, one comparison, an item.
class Binary : public Node {
 public:
  Binary(binaryfunc function, Part left, Part right)
      : function_(function), left_(std::move(left)), right_(std::move(right)) {}

  py::object value(const Scope& scope) const override {
    const py::object left = left_->value(scope);
    if (!left) return {};
    const py::object right = right_->value(scope);
    return right ? made(function_(left.ptr(), right.ptr())) : py::object();
  }

 private:
  binaryfunc function_;
  Part left_;
  Part right_;
};

/// `a < b < c`: each operand is evaluated once, and none behind a comparison that does not hold.
class Chain : public Node {
 public:
  Chain(std::vector<binaryfunc> functions, Parts operands)
      : functions_(std::move(functions)), operands_(std::move(operands)) {}

  py::object value(const Scope& scope) const override {
    py::object left = operands_.front()->value(scope);
    for (std::size_t i = 0; left; ++i) {
      py::object right = operands_[i + 1]->value(scope);
      if (!right) return {};
      py::object result = made(functions_[i](left.ptr(), right.ptr()));
      if (!result || i + 1 == functions_.size()) return result;
      const int holds = PyObject_IsTrue(result.ptr());
      if (holds <= 0) return holds == 0 ? result : py::object();
      left = std::move(right);
    }
    return {};
  }

 private:
  std::vector<binaryfunc> functions_;
  Parts operands_;
};

/// `and`, `or`: the first part that decides, or the last.
class Junction : public Node {
 public:
  Junction(bool decisive, Parts parts) : decisive_(decisive), parts_(std::move(parts)) {}

  py::object value(const Scope& scope) const override {
    py::object part;
    for (const Part& each : parts_) {
      part = each->value(scope);
      if (!part || each == parts_.back()) break;
      const int truth = PyObject_IsTrue(part.ptr());
      if (truth < 0) return {};
      if ((truth == 1) == decisive_) break;
    }
    return part;
  }

 private:
  bool decisive_;
  Parts parts_;
};

/// `then if condition else otherwise`.
class Choice : public Node {
 public:
  Choice(Part condition, Part then, Part otherwise)
      : condition_(std::move(condition)), then_(std::move(then)), otherwise_(std::move(otherwise)) {}

  py::object value(const Scope& scope) const override {
    const py::object condition = condition_->value(scope);
    const int truth = condition ? PyObject_IsTrue(condition.ptr()) : -1;
    if (truth < 0) return {};
    return (truth == 1 ? then_ : otherwise_)->value(scope);
  }

 private:
  Part condition_;
  Part then_;
  Part otherwise_;
};

/// `a[start:stop:step]`'s slice: None for what is left out.
class Slice : public Node {
 public:
  Slice(Part start, Part stop, Part step) : bounds_{std::move(start), std::move(stop), std::move(step)} {}

  py::object value(const Scope& scope) const override {
    std::array<py::object, 3> bounds;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      bounds[i] = bounds_[i]->value(scope);
      if (!bounds[i]) return {};
    }
    return made(PySlice_New(bounds[0].ptr(), bounds[1].ptr(), bounds[2].ptr()));
  }

 private:
  std::array<Part, 3> bounds_;
};

class Tuple : public Node {
 public:
  explicit Tuple(Parts parts) : parts_(std::move(parts)) {}

  py::object value(const Scope& scope) const override {
    auto tuple = made(PyTuple_New(static_cast<Py_ssize_t>(parts_.size())));
    for (std::size_t i = 0; tuple && i < parts_.size(); ++i) {
      py::object part = parts_[i]->value(scope);
      if (!part) return {};
      PyTuple_SET_ITEM(tuple.ptr(), static_cast<Py_ssize_t>(i), part.release().ptr());
    }
    return tuple;
  }

 private:
  Parts parts_;
};

/// With arguments by place only.
class Call : public Node {
 public:
  static constexpr std::size_t most_arguments = 6;

  Call(Part function, Parts arguments) : function_(std::move(function)), arguments_(std::move(arguments)) {}

  py::object value(const Scope& scope) const override {
    const py::object function = function_->value(scope);
    if (!function) return {};
    std::array<py::object, most_arguments> values;
    std::array<PyObject*, most_arguments> arguments{};
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      values[i] = arguments_[i]->value(scope);
      if (!values[i]) return {};
      arguments[i] = values[i].ptr();
    }
    return made(PyObject_Vectorcall(function.ptr(), arguments.data(), arguments_.size(), nullptr));
  }

 private:
  Part function_;
  Parts arguments_;
};

/// `object.method("constant", …)`: no bound method is made. Only where evaluating the arguments first makes no difference.
class MethodCall : public Node {
 public:
  MethodCall(Part object, py::object method, std::vector<py::object> constants)
      : object_(std::move(object)), method_(std::move(method)), constants_(std::move(constants)) {}

  py::object value(const Scope& scope) const override {
    const py::object object = object_->value(scope);
    if (!object) return {};
    std::array<PyObject*, Call::most_arguments + 1> arguments{object.ptr()};
    for (std::size_t i = 0; i < constants_.size(); ++i) arguments[i + 1] = constants_[i].ptr();
    return made(PyObject_VectorcallMethod(method_.ptr(), arguments.data(), constants_.size() + 1, nullptr));
  }

 private:
  Part object_;
  py::object method_;
  std::vector<py::object> constants_;
};

}  // namespace pyinstr::python::nodes
