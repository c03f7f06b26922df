/// The shell's commands: one table, from which the loop, the help and docs/commands.md are made.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "stop.h"

namespace pyinstr::shell {

enum class Group { running, looking, strands, breakpoints, views, shell };

/// What an empty line after the command does.
enum class Repeat {
  no,    ///< not this one: the last command that repeats
  same,  ///< the whole line again
  bare,  ///< the command again, without its arguments
};

/// What a command's arguments are, as far as reading and completing them goes.
enum class Takes {
  nothing,  ///< anything else than Python that follows is an error
  text,     ///< expressions, numbers
  place,    ///< a file and line; absolute paths begin with what looks like an operator
  place_or_breakpoint,   ///< a place or numbers of breakpoints
  breakpoints,           ///< numbers of breakpoints
  breakpoint_then_text,  ///< a breakpoint's number and an expression
  command,               ///< a command's name
  file,                  ///< a path, absolute ones too
};

struct Command {
  std::string_view name;
  std::array<std::string_view, 2> aliases;  ///< empty ones do not count
  Group group;
  Takes takes;
  Repeat repeat;
  std::string_view arguments;  ///< as the help shows them
  std::string_view help;       ///< one line
  std::string_view details;    ///< more, or empty
  Outcome (*run)(Stop& stop, std::string_view arguments);
};

std::span<const Command> commands();

/// By name or alias; null if there is none.
const Command* find_command(std::string_view word);

/// `break (b) [PLACE[, CONDITION]]`
std::string usage(const Command& command);

std::string_view title(Group group);

/// docs/commands.md, whole.
std::string commands_markdown();

}  // namespace pyinstr::shell
