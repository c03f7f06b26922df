#include "breakpoint_numbers.h"
#include "command_line.h"
#include "command_tables.h"
#include "engine/break_text.h"
#include "engine/function_place.h"
#include "engine/log_text.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

void list_breakpoints(Stop& stop) {
  const auto all = stop.engine.breakpoints();
  if (all.empty()) stop.printer.say("no breakpoints");
  for (const engine::Breakpoint& breakpoint : all) stop.printer.breakpoint(stop, breakpoint);
}

/// The place's file, or the selected frame's. Nothing (and a message) if nothing can stop there.
std::optional<std::string> file_of(Stop& stop, const Place& place) {
  if (!place.file.empty()) return place.file;
  const engine::FrameInfo frame = stop.inspector.frame(stop.frame);
  if (frame.hooked || !stop.files.match(frame.path).empty()) return frame.path;
  stop.printer.say(stop.files.short_name(frame.path) +
                   " is not instrumented: breakpoints cannot stop in it");
  return std::nullopt;
}

/// Where a breakpoint is asked for. Nothing (and a message) if nothing can stop there.
std::optional<engine::BreakpointSpec> spec_of(Stop& stop, std::string_view text) {
  engine::BreakpointSpec spec;
  if (const auto place = parse_place(text)) {
    const auto file = file_of(stop, *place);
    if (!file) return std::nullopt;
    spec.file = *file;
    spec.line = place->line;
  } else if (engine::is_function_name(text)) {
    spec.file = stop.inspector.frame(stop.frame).path;
    spec.function = text;
  } else {
    stop.printer.say("`" + std::string(text) + "` is no place: LINE, FILE:LINE or FUNCTION");
    return std::nullopt;
  }
  return spec;
}

Outcome set(Stop& stop, std::string_view arguments, bool temporary) {
  if (arguments.empty()) {
    list_breakpoints(stop);
    return std::nullopt;
  }
  const engine::BreakParts asked = engine::split_break(arguments);
  auto spec = spec_of(stop, asked.place);
  if (!spec) return std::nullopt;
  spec->condition = asked.condition;
  spec->hits = asked.hits;
  spec->temporary = temporary;
  stop.printer.say(stop.engine.set(std::move(*spec)).message);
  return std::nullopt;
}

void clear_one(Stop& stop, int number) {
  const auto breakpoint = stop.engine.find(number);
  if (!breakpoint || !stop.engine.clear(number)) return stop.printer.say(no_breakpoint(number));
  stop.printer.say("cleared breakpoint " + std::to_string(number) + " at " +
                   place_of(stop.files, *breakpoint));
}

void clear_all(Stop& stop) {
  const auto all = stop.engine.breakpoints();
  if (all.empty()) return stop.printer.say("no breakpoints");
  const Input answer = stop.ask("clear all breakpoints? ");
  if (answer.kind != Input::Kind::line) stop.printer.say("");
  const bool yes = answer.kind == Input::Kind::line &&
                   (answer.text == "y" || answer.text == "yes" || answer.text == "Y");
  if (!yes) return stop.printer.say("nothing cleared");
  for (const engine::Breakpoint& breakpoint : all) clear_one(stop, breakpoint.number);
}

void clear_at(Stop& stop, const Place& place, std::string_view typed) {
  const auto numbers = stop.engine.at(place.file, place.line);
  for (int number : numbers) clear_one(stop, number);
  if (numbers.empty()) stop.printer.say("no breakpoint at " + std::string(typed));
}

Outcome break_(Stop& stop, std::string_view arguments) { return set(stop, arguments, false); }

/// What a command shows without arguments, under a title.
void list_with(Stop& stop, const char* title, std::string_view command) {
  stop.printer.say(title);
  find_command(command)->run(stop, {});
}

Outcome breakpoints(Stop& stop, std::string_view) {
  list_breakpoints(stop);
  if (!stop.engine.catches().empty()) list_with(stop, "exceptions:", "catch");
  if (!stop.engine.watches().empty()) list_with(stop, "watches:", "watch");
  if (!stop.engine.stop_whens().empty()) list_with(stop, "conditions:", "stopwhen");
  return std::nullopt;
}

Outcome tbreak(Stop& stop, std::string_view arguments) { return set(stop, arguments, true); }

Outcome log(Stop& stop, std::string_view arguments) {
  std::string error;
  const auto parts = engine::split_log(arguments, error);
  if (!parts) {
    stop.printer.say(error);
    return std::nullopt;
  }
  if (auto spec = spec_of(stop, parts->where.place)) {
    spec->condition = parts->where.condition;
    spec->hits = parts->where.hits;
    spec->log = parts->message;
    stop.printer.say(stop.engine.set(std::move(*spec)).message);
  }
  return std::nullopt;
}

Outcome clear(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    clear_all(stop);
  } else if (const auto place = parse_place(arguments); place && !place->file.empty()) {
    clear_at(stop, *place, arguments);
  } else if (const auto numbers = numbers_in(stop, arguments)) {
    for (int number : *numbers) clear_one(stop, number);
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"break",
     {"b"},
     Group::breakpoints,
     Takes::place,
     Repeat::no,
     "[[FILE:]LINE | FUNCTION [hit HITS] [if CONDITION]]",
     "set a breakpoint, or list them",
     "FILE is a stem, a name or a path, of the copy or of the original; without it the selected\n"
     "frame's. A line that cannot stop slides to one that can, or is refused, with the reason.\n"
     "`break 6, x > 3` and `break 6 if x > 3` stop only if the condition holds. On the header of\n"
     "a `for` a breakpoint stops on entry and in each round; with a condition, in rounds only.\n"
     "`break 6 hit 5` stops at the fifth hit (`help hitcondition` has the forms); a condition\n"
     "stands behind it: `break 6 hit 5 if x > 3`. A line of -1 is the file's first that can stop.\n"
     "FUNCTION is a name as in `is_code_line`, `Account.withdraw`, `pkg.mod.Class.method`, of the\n"
     "selected frame's file first; the breakpoint stops each time it is entered, a generator when\n"
     "it first runs. A class's name means its `__init__`, else its `__new__`, else its body. What is\n"
     "not imported yet is waited for; a name that an import gives is found where it is defined, and\n"
     "one that cannot come is refused.",
     break_},
    {"tbreak",
     {},
     Group::breakpoints,
     Takes::place,
     Repeat::no,
     "[FILE:]LINE | FUNCTION [hit HITS] [if CONDITION]",
     "set a breakpoint that stops once",
     "",
     tbreak},
    {"log",
     {},
     Group::breakpoints,
     Takes::place,
     Repeat::no,
     "PLACE MESSAGE | PLACE [hit HITS] [if CONDITION]: MESSAGE",
     "write a message at a line instead of stopping",
     "MESSAGE is written as in an f-string: `log 6 line is {line!r:>10}, {len(line)=}`. Without\n"
     "stopping, it is shown with the file and line in front. A field that fails is shown as\n"
     "`<error>`, and why is told once. Log points are listed, disabled and cleared as breakpoints.",
     log},
    {"clear",
     {"cl"},
     Group::breakpoints,
     Takes::place_or_breakpoint,
     Repeat::no,
     "[FILE:LINE | NUMBER…]",
     "clear breakpoints",
     "Without arguments all of them, after asking.",
     clear},
    {"breakpoints",
     {},
     Group::breakpoints,
     Takes::nothing,
     Repeat::no,
     "",
     "list all that stops the program",
     "Breakpoints and log points with their hits, conditions and commands, then exceptions that are\n"
     "caught, watches, and conditions that stop anywhere.",
     breakpoints},
};

}  // namespace

std::span<const Command> break_commands() { return table; }

}  // namespace pyinstr::shell
