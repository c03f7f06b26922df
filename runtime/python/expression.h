/// Expressions of the debugger's own (conditions, fields of messages, watches), compiled once and
/// asked natively: as a function of the locals they name.
///
/// Evaluating a condition's string at each hit, as bdb does, costs 14-28 us; calling a compiled
/// function of the locals it names about a hundredth of that (measured on CPython 3.10-3.13), and what
/// is no more than names and operators needs no call at all (expression_tree.h).
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compat.h"
#include "engine/breakpoint.h"
#include "expression_tree.h"

namespace pyinstr::python {

namespace py = pybind11;

/// The expression for one code object and one namespace: frames of the same function share it.
struct Compiled {
  py::object code;     ///< the frame's, kept so that its address stays its own; null: a module's names alone
  py::object globals;
  py::object builtins;  ///< those that code with such globals has
  std::vector<py::object> locals;  ///< that the expression names
  bool has_tree = false;           ///< the tree is asked, else the function
  std::vector<compat::VariableSlot> named;  ///< tree: where its names are kept; none: a global
  py::object function;                      ///< of the locals
  std::vector<compat::VariableSlot> slots;  ///< function: where frames of that code keep the locals
};

/// Which of the debugger's own variables, `$x`, an expression uses. Preset ones (`$_frame`) are another
/// value at each event.
enum class Variables { none, kept, preset };

class PythonCondition : public engine::Condition {
 public:
  /// `names`: what it needs from outside; `variables`: what it uses of the debugger's own.
  PythonCondition(std::string text, py::object expression, std::set<std::string> names, Variables variables)
      : text_(std::move(text)),
        expression_(std::move(expression)),
        variables_(variables),
        names_(std::move(names)),
        tree_(variables == Variables::none ? read_tree(text_) : ExpressionTree{}) {}

  /// Null with an exception if the text is no expression. `$x` in it is the debugger's own variable.
  static std::shared_ptr<PythonCondition> compile(std::string_view text);

  /// New reference to the value in a frame, or null with an exception.
  PyObject* value(PyFrameObject* frame);
  /// The same in the frame that runs.
  PyObject* value_here();
  /// The same in a module's names.
  PyObject* value_in_module(PyObject* globals);
  /// For whoever asks it in Python: the function that it is in the frame that runs, and the names of the
  /// locals that are its parameters. None where it is no such function. Throws what pybind11 throws.
  py::object function_here();
  /// Whether it names a variable of the frame's own; else its value is the module's.
  bool names_local_in(PyFrameObject* frame);
  const std::string& text() const { return text_; }
  /// Whether it is one name and nothing else.
  bool is_name() const { return names_.size() == 1 && text_ == *names_.begin(); }
  /// The names it uses that are variables of that code, each once.
  std::vector<py::object> names_local_to(const py::object& code) const;

 private:
  /// Expressions are compiled for that many pairs of code and globals at most: some programs make code, or
  /// namespaces, without end.
  static constexpr std::size_t most_compiled = 1000;

  /// While one lives, what was compiled stays where it is.
  class Asking {
   public:
    explicit Asking(PythonCondition& expression) : count_(expression.asking_) { ++count_; }
    ~Asking() { --count_; }
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;

   private:
    int& count_;
  };

  using Key = std::pair<const void*, const void*>;  ///< code and globals
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      const std::hash<const void*> hash;
      return hash(key.first) * 31 + hash(key.second);
    }
  };

  PyObject* value_in_mapping(PyFrameObject* frame);
  PyObject* value_in_place(const Compiled& expression, const compat::Variable* variables) const;
  /// Null with an exception. Valid while an Asking lives. No `code`: for whoever has no frame.
  const Compiled* compiled(PyCodeObject* code, PyObject* globals);
  std::unique_ptr<const Compiled> compile_for(PyCodeObject* code, PyObject* globals) const;
  py::object function_of(const Compiled& expression) const;
  bool offer_variables(PyObject* globals, PyFrameObject* frame) const;

  std::string text_;  ///< as Python reads it
  py::object expression_;  ///< the code object of the expression alone
  Variables variables_;
  std::set<std::string> names_;  ///< what it needs, in its lambdas and comprehensions too
  ExpressionTree tree_;  ///< without a root where the function is asked
  std::unordered_map<Key, std::unique_ptr<const Compiled>, KeyHash> compiled_;
  const Compiled* recent_ = nullptr;  ///< that was asked for last
  int asking_ = 0;
};

}  // namespace pyinstr::python
