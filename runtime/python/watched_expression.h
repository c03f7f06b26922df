/// An expression that is watched in its frame, or, if it names no local, in its module.
#pragma once

#include <pybind11/pybind11.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/watch.h"
#include "expression.h"
#include "frame.h"
#include "value_snapshot.h"

namespace pyinstr::python {

namespace py = pybind11;

/// Keeps the frame until the first look after it is left, and the last value seen.
class WatchedExpression : public engine::WatchedValue {
 public:
  /// `condition` may be null. Throws what pybind11 throws.
  WatchedExpression(std::shared_ptr<PythonCondition> expression, std::shared_ptr<PythonCondition> condition,
                    const py::object& frame, std::function<void()> keep_interrupt);
  /// Of the names of a module, once it is imported; begins with the first value there is.
  WatchedExpression(std::shared_ptr<PythonCondition> expression, std::shared_ptr<PythonCondition> condition,
                    std::string module, std::function<void()> keep_interrupt);
  engine::Look look() override;
  std::string module() const override { return frame_ ? "" : module_; }
  std::string function() const override { return function_; }
  std::string value() override;

 private:
  engine::Look compare();
  bool is_left() const;
  PyObject* ask(PythonCondition& expression) const;
  py::object current(bool& interrupted);
  bool counts(engine::Look& look) const;
  void find_module();

  std::shared_ptr<PythonCondition> expression_;
  std::shared_ptr<PythonCondition> condition_;
  std::function<void()> keep_interrupt_;
  py::object globals_;
  py::object frame_;  ///< empty: the module's names
  std::string function_;
  std::string module_;
  bool waits_ = false;  ///< for its first value
  engine::ThreadId thread_ = 0;
  bool is_one_local_ = false;  ///< a name that only its own frame can bind anew
  ValueSnapshot last_;
};

}  // namespace pyinstr::python
