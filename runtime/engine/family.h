/// Which processes of a family stop. A program forks and starts others, but there is one person to
/// ask.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace pyinstr::engine {

/// `parent`: children run on without stopping. `child`: a process stops until it has a child, from then
/// on its children do. `both`: all stop, and take turns at the prompt.
enum class Follow { parent, child, both };

std::string_view name(Follow follow);
std::optional<Follow> parse_follow(std::string_view text);

class Family {
 public:
  void follow(Follow wanted) { follow_ = wanted; }
  Follow follow() const { return follow_; }

  /// This process is a child: of a fork, or started by a process that is debugged.
  void born() {
    child_ = true;
    parent_ = false;
  }
  /// This process has a child now.
  void bore() { parent_ = true; }

  bool is_child() const { return child_; }
  /// Asked, while this process has no child that it knows of: whether it has one that it did not
  /// fork.
  void ask_for_children(std::function<bool()> has) { has_ = std::move(has); }
  /// Whether this process stops.
  bool stops();
  /// Whether others of the family may ask at the same terminal.
  bool shares_terminal() const { return follow_ != Follow::parent; }

 private:
  Follow follow_ = Follow::parent;
  bool child_ = false;
  bool parent_ = false;
  std::function<bool()> has_;
};

}  // namespace pyinstr::engine
