#include "breakpoint_index.h"

namespace pyinstr::engine {

BreakpointIndex::Place BreakpointIndex::place(const Breakpoint& breakpoint) {
  const BreakpointSpec& spec = breakpoint.spec;
  if (breakpoint.state == BreakpointState::verified) {
    return {breakpoint.state, breakpoint.file, breakpoint.line, breakpoint.function};
  }
  if (!spec.function.empty()) return {breakpoint.state, 0, 0, spec.function};
  return {breakpoint.state, 0, spec.line, spec.file};
}

void BreakpointIndex::add(const Breakpoint& breakpoint) {
  numbers_.emplace(place(breakpoint), breakpoint.number);
  if (breakpoint.enabled) ++enabled_[static_cast<std::size_t>(breakpoint.state)];
}

void BreakpointIndex::remove(const Breakpoint& breakpoint) {
  numbers_.erase({place(breakpoint), breakpoint.number});
  if (breakpoint.enabled) --enabled_[static_cast<std::size_t>(breakpoint.state)];
}

std::vector<int> BreakpointIndex::like(const Breakpoint& wanted) const {
  const Place here = place(wanted);
  std::vector<int> numbers;
  for (auto it = numbers_.lower_bound({here, 0}); it != numbers_.end() && it->first == here; ++it) {
    numbers.push_back(it->second);
  }
  return numbers;
}

}  // namespace pyinstr::engine
