#include "commands.h"

#include <algorithm>
#include <vector>

#include "command_tables.h"

namespace pyinstr::shell {
namespace {

/// In the order in which the help shows what is of one group.
constexpr std::span<const Command> (*tables[])() = {
    run_commands,       filter_commands,  look_commands,   python_commands,
    exception_commands, display_commands, thread_commands, break_commands,
    break_changes,      catch_commands,   list_commands,   saved_commands,
    view_commands,      watch_commands,   alias_commands,  help_commands,
};

std::vector<Command> joined() {
  std::vector<Command> all;
  for (const auto table : tables) {
    const auto rows = table();
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

}  // namespace

std::span<const Command> commands() {
  static const std::vector<Command> all = joined();
  return all;
}

const Command* find_command(std::string_view word) {
  if (word.empty()) return nullptr;
  for (const Command& command : commands()) {
    const auto& aliases = command.aliases;
    if (command.name == word) return &command;
    if (std::find(aliases.begin(), aliases.end(), word) != aliases.end()) return &command;
  }
  return nullptr;
}

std::string_view title(Group group) {
  switch (group) {
    case Group::running: return "Running";
    case Group::looking: return "Looking around";
    case Group::strands: return "Threads and tasks";
    case Group::breakpoints: return "Breakpoints";
    case Group::views: return "Looking on";
    case Group::shell: return "The shell";
  }
  return "";
}

}  // namespace pyinstr::shell
