#include "family.h"

namespace pyinstr::engine {
namespace {

constexpr std::string_view names[] = {"parent", "child", "both"};  // in the order of Follow

}  // namespace

std::string_view name(Follow follow) { return names[static_cast<int>(follow)]; }

std::optional<Follow> parse_follow(std::string_view text) {
  for (const Follow follow : {Follow::parent, Follow::child, Follow::both}) {
    if (name(follow) == text) return follow;
  }
  return std::nullopt;
}

bool Family::stops() {
  if (follow_ == Follow::child && !parent_ && has_ && has_()) parent_ = true;
  switch (follow_) {
    case Follow::parent: return !child_;
    case Follow::child: return !parent_;
    case Follow::both: return true;
  }
  return true;
}

}  // namespace pyinstr::engine
