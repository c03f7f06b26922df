/// A breakpoint's hits: how many there were, and which stop.
#pragma once

#include "breakpoint.h"

namespace pyinstr::engine {

/// While one lives, the breakpoint's hits are all counted, and its source lets none pass.
///
/// Threads: it must not outlive a call that lets others in.
class CountedHits {
 public:
  explicit CountedHits(Breakpoint& breakpoint) : breakpoint_(breakpoint) {
    if (breakpoint.passed != nullptr) count_passed();
  }
  ~CountedHits() {
    if (breakpoint_.passed != nullptr) breakpoint_.passed->allow(passing());
  }
  CountedHits(const CountedHits&) = delete;
  CountedHits& operator=(const CountedHits&) = delete;

  /// Whether the next hit goes by.
  bool next_passes() const { return breakpoint_.ignore > 0 || !is_next_wanted(); }
  /// Counts a hit whose condition held. Whether it stops.
  bool stops_at_next();

 private:
  bool is_next_wanted() const {
    const auto& wanted = breakpoint_.hit_condition;
    return !wanted || wanted->holds(breakpoint_.counted + 1);
  }
  void count_passed();
  std::int64_t passing() const;

  Breakpoint& breakpoint_;
};

}  // namespace pyinstr::engine
