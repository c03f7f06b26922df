/// An expression with its last value in each frame, or module, that has its names.
#pragma once

#include <pybind11/pybind11.h>

#include <functional>
#include <list>
#include <memory>
#include <vector>

#include "engine/value_trace.h"
#include "expression.h"
#include "value_snapshot.h"

namespace pyinstr::python {

namespace py = pybind11;

/// Keeps a frame that it has a value in until the first look on its thread after it is left, and the
/// last value seen in it.
class TracedExpression : public engine::TracedValue {
 public:
  TracedExpression(std::shared_ptr<PythonCondition> expression, std::function<void()> keep_interrupt)
      : expression_(std::move(expression)), keep_interrupt_(std::move(keep_interrupt)) {}
  std::vector<engine::ValueChange> look() override;
  bool can_change_here() override;

 private:
  /// Where it has a value, and which.
  struct Seen {
    py::object owner;  ///< a frame, or a module's names
    bool is_frame = false;
    bool is_new = false;  ///< not compared yet
    engine::ThreadId thread = 0;
    ValueSnapshot last;
    std::string text;  ///< of `last`, as it was told
  };

  void look_here(std::vector<engine::ValueChange>& changes);
  void look_at_left(std::vector<engine::ValueChange>& changes);
  void compare(Seen& seen, const py::object& now, std::vector<engine::ValueChange>& changes);
  Seen& seen_in(const py::object& owner, bool is_frame);
  py::object value_in(const py::object& frame);

  bool binds(const py::object& code);

  std::shared_ptr<PythonCondition> expression_;
  std::function<void()> keep_interrupt_;
  std::list<Seen> seen_;  ///< newest last; a look may let other threads in, which add others
  std::vector<std::pair<py::object, bool>> binding_;  ///< functions, and whether they bind the name
};

}  // namespace pyinstr::python
