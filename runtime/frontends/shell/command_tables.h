/// The rows of the command table, by the file that holds them with what they do. A row's function gets
/// the arguments trimmed, prints what there is to say, and gives a Resume if the program is to go on.
#pragma once

#include <span>

#include "commands.h"

namespace pyinstr::shell {

std::span<const Command> run_commands();
std::span<const Command> filter_commands();
std::span<const Command> look_commands();
std::span<const Command> python_commands();
std::span<const Command> exception_commands();
std::span<const Command> display_commands();
std::span<const Command> thread_commands();
std::span<const Command> break_commands();
std::span<const Command> break_changes();
std::span<const Command> catch_commands();
std::span<const Command> list_commands();
std::span<const Command> saved_commands();
std::span<const Command> view_commands();
std::span<const Command> watch_commands();
std::span<const Command> alias_commands();
std::span<const Command> help_commands();

}  // namespace pyinstr::shell
