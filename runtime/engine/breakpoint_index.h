/// What is asked of all breakpoints at each stop and for each new one, answered without going through
/// them: there may be ten thousand.
#pragma once

#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "breakpoint.h"

namespace pyinstr::engine {

class BreakpointIndex {
 public:
  /// To change a breakpoint's state, its place, or whether it is enabled, take it out first and put it
  /// in again afterwards.
  void add(const Breakpoint& breakpoint);
  void remove(const Breakpoint& breakpoint);

  /// How many of those that are enabled are in that state.
  std::size_t enabled(BreakpointState state) const { return enabled_[static_cast<std::size_t>(state)]; }
  /// The numbers, ascending, of those in the same state and place: where it is verified the place it
  /// landed on, else the one that was asked for.
  std::vector<int> like(const Breakpoint& wanted) const;

 private:
  using Place = std::tuple<BreakpointState, FileId, Line, std::string>;
  static Place place(const Breakpoint& breakpoint);

  std::set<std::pair<Place, int>> numbers_;
  std::array<std::size_t, 3> enabled_{};  // by state
};

}  // namespace pyinstr::engine
