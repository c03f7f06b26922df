/// Which processes of a family stop. A program forks and starts others, but there is one person to
/// ask.
#pragma once

#include <optional>
#include <string_view>

namespace pyinstr::engine {

/// `parent`: children run on without stopping. `child`: a process stops until it forks, from then
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
  /// Whether this process stops.
  bool stops() const;
  /// Whether others of the family may ask at the same terminal.
  bool shares_terminal() const { return follow_ != Follow::parent; }

 private:
  Follow follow_ = Follow::parent;
  bool child_ = false;
  bool parent_ = false;
};

}  // namespace pyinstr::engine
