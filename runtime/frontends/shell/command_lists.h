/// The commands that run when a breakpoint stops: `commands NUMBER` … `end`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pyinstr::shell {

class CommandLists {
 public:
  /// An empty list takes the breakpoint's commands away.
  void set(int breakpoint, std::vector<std::string> commands);
  /// Null if it has none.
  const std::vector<std::string>* find(int breakpoint) const;

  /// What to run at a stop of these breakpoints, in the order of the numbers, without `silent`.
  std::vector<std::string> at_stop(const std::vector<int>& breakpoints) const;
  /// Whether each of them asks not to be shown; false if there are none.
  bool silent(const std::vector<int>& breakpoints) const;

  /// Another number after each change.
  std::uint64_t revision() const { return revision_; }

 private:
  std::map<int, std::vector<std::string>> lists_;
  std::uint64_t revision_ = 0;
};

}  // namespace pyinstr::shell
