/// Watchpoints: expressions that stop the thread on which their value is seen to have changed.
///
/// A watch is looked at before each line that any thread reports, so a change is seen at the next
/// line. What changed it is the line reported before (Trail knows); where that was the last of a
/// call that has come back, the rest of the caller's line may have done it as well, and both are
/// told.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "stack.h"
#include "stop_event.h"

namespace pyinstr::engine {

/// What a look at a watched value gave.
struct Look {
  enum class Kind {
    same,
    changed,      ///< `before` and `now` are its values, as people are shown them
    gone,         ///< its frame is left; `before` is the last value
    interrupted,  ///< as for Evaluator::ask
  } kind = Kind::same;
  std::string before;
  std::string now;
  std::uintptr_t frame = 0;  ///< changed: the only frame that can have done it, or 0
  std::string note;          ///< changed: why its condition failed, or empty
};

/// An expression in its place: a frame for one that names a local, else the frame's module. Made
/// by the Evaluator.
class WatchedValue {
 public:
  virtual ~WatchedValue() = default;
  /// On any thread, which holds the interpreter. Compares with the value of the last look.
  virtual Look look() = 0;
  /// The function whose frame it ends with; empty for one that does not end.
  virtual std::string function() const = 0;
  /// The module whose names it is about, where it is not about a frame's; else empty.
  virtual std::string module() const { return {}; }
  /// The value now, as people are shown it.
  virtual std::string value() = 0;
};

struct Watch {
  int number = 0;  ///< from 1, never reused; not a breakpoint's
  std::string expression;
  std::string condition;  ///< empty: every change stops
  std::shared_ptr<WatchedValue> value;
  std::int64_t hits = 0;
};

/// Where each thread was last, while there is a watch. Frames are known by id and not kept.
class Trail {
 public:
  struct Step {
    std::uintptr_t frame = 0;
    FileId file = 0;
    Line line = 0;
    std::string function;
  };
  /// Which lines can have done what is seen when the thread reaches the frame's next line; most
  /// likely first.
  std::vector<Step> suspects(ThreadId thread, std::uintptr_t frame) const;
  /// The line that the frame was on, if it is known.
  std::vector<Step> suspects_in(ThreadId thread, std::uintptr_t frame) const;

  void reached(ThreadId thread, Step step);
  void forget(ThreadId thread) { steps_.erase(thread); }
  void clear() { steps_.clear(); }

 private:
  std::map<ThreadId, std::vector<Step>> steps_;  ///< by thread, callers first
  ThreadId last_ = 0;                            ///< who was reached last
};

}  // namespace pyinstr::engine
