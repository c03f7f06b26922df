#include "watch.h"

#include <algorithm>

namespace pyinstr::engine {
namespace {

/// Frames whose callers have no hooks are never seen to end; so many are remembered at most.
constexpr std::size_t most_steps = 64;

std::size_t find_frame(const std::vector<Trail::Step>& steps, std::uintptr_t frame) {
  const auto found = std::find_if(steps.rbegin(), steps.rend(),
                                  [frame](const Trail::Step& step) { return step.frame == frame; });
  return found == steps.rend() ? steps.size()
                               : static_cast<std::size_t>(steps.rend() - found) - 1;
}

}  // namespace

std::vector<Trail::Step> Trail::suspects(ThreadId thread, std::uintptr_t frame) const {
  std::vector<Step> found;
  if (const auto own = steps_.find(thread); own != steps_.end() && !own->second.empty()) {
    const std::vector<Step>& steps = own->second;
    found.push_back(steps.back());
    const std::size_t at = find_frame(steps, frame);
    if (at + 1 < steps.size()) found.push_back(steps[at]);
  }
  // Another thread ran between: its line was under way.
  const auto other = steps_.find(last_);
  if (last_ != thread && other != steps_.end() && !other->second.empty()) {
    found.insert(found.begin(), other->second.back());
  }
  return found;
}

std::vector<Trail::Step> Trail::suspects_in(ThreadId thread, std::uintptr_t frame) const {
  const auto own = steps_.find(thread);
  if (own == steps_.end()) return {};
  const std::size_t at = find_frame(own->second, frame);
  return at < own->second.size() ? std::vector<Step>{own->second[at]} : std::vector<Step>{};
}

void Trail::reached(ThreadId thread, Step step) {
  std::vector<Step>& steps = steps_[thread];
  last_ = thread;
  const std::size_t at = find_frame(steps, step.frame);
  if (at < steps.size()) steps.resize(at);
  if (steps.size() == most_steps) steps.erase(steps.begin());
  steps.push_back(std::move(step));
}

}  // namespace pyinstr::engine
