/// What the engine asks Python: conditions, messages, watches.
#pragma once

#include <pybind11/pybind11.h>

#include <functional>

#include "engine/breakpoint.h"
#include "frame.h"

namespace pyinstr::python {

namespace py = pybind11;

class ConditionEvaluator : public engine::Evaluator {
 public:
  /// `keep_interrupt` takes an exception that arrived from outside in a condition (interrupts.h), which is then the
  /// current exception, so that the hook can raise it where the program is.
  explicit ConditionEvaluator(std::function<void()> keep_interrupt)
      : keep_interrupt_(std::move(keep_interrupt)) {}
  std::shared_ptr<engine::Condition> compile(std::string_view text, std::string& error) override;
  engine::Verdict ask(engine::Condition& condition, engine::Stack& stack) override;
  engine::Formatted format(engine::Condition& expression, char conversion, std::string_view spec,
                           engine::Stack& stack) override;
  std::shared_ptr<engine::WatchedValue> watch(std::string_view expression, std::string_view condition,
                                              engine::Stack& stack, int frame, std::string& error) override;
  std::shared_ptr<engine::TracedValue> trace(std::string_view expression, std::string& error) override;
  std::shared_ptr<engine::WatchedValue> watch_module(std::string_view expression, std::string_view condition,
                                                     std::string_view module, std::string& error) override;

 private:
  std::function<void()> keep_interrupt_;
};

/// What a condition's error, the current exception, comes to. It is taken away: a KeyboardInterrupt by
/// `keep_interrupt`.
engine::Verdict verdict_of_error(const std::function<void()>& keep_interrupt);

/// Takes the current exception away; `NameError: name 'x' is not defined`.
std::string take_error_text();

}  // namespace pyinstr::python
