#include <algorithm>

#include "command_line.h"
#include "command_tables.h"
#include "commands.h"
#include "kept.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

constexpr std::string_view prompt = "(com) ";

/// The number typed, else the newest breakpoint's. Nothing (and a message) if there is none.
std::optional<int> breakpoint_meant(Stop& stop, std::string_view arguments) {
  const auto all = stop.engine.breakpoints();
  if (arguments.empty() && !all.empty()) return all.back().number;
  if (arguments.empty()) {
    stop.printer.say("no breakpoints");
    return std::nullopt;
  }
  const auto number = parse_number(arguments);
  if (!number) {
    stop.printer.say("`" + std::string(arguments) + "` is no breakpoint's number");
  } else if (!stop.engine.find(*number)) {
    stop.printer.say("there is no breakpoint " + std::to_string(*number));
  } else {
    return number;
  }
  return std::nullopt;
}

bool lets_run(const std::string& line) {
  const std::vector<std::string> parts = split_commands(line);
  return std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
    const Command* command = read_line(part).command;
    return command != nullptr && command->group == Group::running;
  });
}

/// The lines up to `end`. Nothing if they were dropped by Ctrl-C.
std::optional<std::vector<std::string>> read_list(Stop& stop) {
  std::vector<std::string> commands;
  while (true) {
    const Input line = stop.next_part(prompt);
    if (line.kind != Input::Kind::line) stop.printer.say("");
    if (line.kind == Input::Kind::interrupt) return std::nullopt;
    const std::string text(trimmed(line.text));
    if (line.kind == Input::Kind::end || text == "end") return commands;
    if (text.empty()) continue;
    commands.push_back(text);
    if (lets_run(text)) return commands;
  }
}

Outcome commands_(Stop& stop, std::string_view arguments) {
  const auto number = breakpoint_meant(stop, arguments);
  if (!number) return std::nullopt;
  if (auto commands = read_list(stop)) {
    stop.kept.lists.set(*number, std::move(*commands));
  } else {
    const std::string which = std::to_string(*number);
    stop.printer.say("the commands of breakpoint " + which + " stay as they were");
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"commands",
     {},
     Group::breakpoints,
     Takes::breakpoints,
     Repeat::no,
     "[NUMBER]",
     "say what to do when a breakpoint stops",
     "The commands follow, a line each, up to `end`; without NUMBER they are for the newest\n"
     "breakpoint. A command that lets the program run on is the last one of a list. With\n"
     "`silent` among them the stop is not shown. No commands at all: none any more.",
     commands_},
};

}  // namespace

std::span<const Command> list_commands() { return table; }

}  // namespace pyinstr::shell
