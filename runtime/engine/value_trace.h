/// Writes a row each time that the value of an expression is seen to have changed.
///
/// As a watch does (watch.h), without stopping: a look at each line that a thread reports, and what
/// changed the value is a line reported before.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "row.h"
#include "view.h"
#include "view_scope.h"
#include "watch.h"

namespace pyinstr::engine {

/// A value that is not what it was.
struct ValueChange {
  std::optional<std::string> before;  ///< as people are shown it; nothing at the first sight
  std::string now;
  std::uintptr_t frame = 0;  ///< in which it is seen; 0 if nobody has looked there before
  bool is_certain = false;   ///< nobody else can have
};

/// An expression, with its last value in each frame that has its names. Made by the Evaluator.
class TracedValue {
 public:
  virtual ~TracedValue() = default;
  /// In the frame that reports a line, and in those of its thread that have ended since. Frames
  /// without the expression's names, and those where it fails, have no value: nothing at first, a
  /// change afterwards.
  virtual std::vector<ValueChange> look() = 0;
  /// Whether the code that reports can change a value that is not of its frame. False only if it is
  /// certain that it cannot.
  virtual bool can_change_here() = 0;
};

class ValueTrace : public View {
 public:
  /// Keeps the reference.
  ValueTrace(Files& files, std::string text, std::shared_ptr<TracedValue> value, RowSink sink, ViewScope scope)
      : files_(files),
        text_(std::move(text)),
        value_(std::move(value)),
        sink_(std::move(sink)),
        scope_(std::move(scope)) {}
  void on_line(const ReachedLine& reached, Stack& stack) override;

 private:
  std::string row(const ValueChange& change, const Trail::Step& here, const std::vector<Trail::Step>& by,
                  Stack& stack) const;
  std::vector<Trail::Step> suspects(const ValueChange& change, ThreadId thread) const;
  bool is_bound_by(const ReachedLine& reached) const;

  Files& files_;
  std::string text_;
  std::shared_ptr<TracedValue> value_;
  RowSink sink_;
  ViewScope scope_;
  Trail lines_;     ///< all of them
  Trail changers_;  ///< of code that can change what is not its own
};

}  // namespace pyinstr::engine
