#include "command_lists.h"

#include <algorithm>
#include <utility>

namespace pyinstr::shell {
namespace {

constexpr const char* silent_word = "silent";

}  // namespace

void CommandLists::set(int breakpoint, std::vector<std::string> commands) {
  ++revision_;
  if (commands.empty()) {
    lists_.erase(breakpoint);
  } else {
    lists_.insert_or_assign(breakpoint, std::move(commands));
  }
}

const std::vector<std::string>* CommandLists::find(int breakpoint) const {
  const auto found = lists_.find(breakpoint);
  return found == lists_.end() ? nullptr : &found->second;
}

std::vector<std::string> CommandLists::at_stop(const std::vector<int>& breakpoints) const {
  std::vector<int> sorted = breakpoints;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> all;
  for (int number : sorted) {
    const std::vector<std::string>* commands = find(number);
    if (commands == nullptr) continue;
    std::copy_if(commands->begin(), commands->end(), std::back_inserter(all),
                 [](const std::string& command) { return command != silent_word; });
  }
  return all;
}

bool CommandLists::silent(const std::vector<int>& breakpoints) const {
  return !breakpoints.empty() &&
         std::all_of(breakpoints.begin(), breakpoints.end(), [this](int number) {
           const std::vector<std::string>* commands = find(number);
           return commands != nullptr &&
                  std::find(commands->begin(), commands->end(), silent_word) != commands->end();
         });
}

}  // namespace pyinstr::shell
