
#include "command_functions.h"
#include "command_line.h"
#include "engine/file_name.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

std::string no_breakpoint(int number) { return "there is no breakpoint " + std::to_string(number); }

void list_breakpoints(Stop& stop) {
  const auto all = stop.engine.breakpoints();
  if (all.empty()) stop.printer.say("no breakpoints");
  for (const engine::Breakpoint& breakpoint : all) stop.printer.breakpoint(stop, breakpoint);
}

/// The first line of a function of the selected frame's file; 0 if it has none of that name.
engine::Line first_line_of(Stop& stop, std::string_view function) {
  const auto meant = stop.files.match(stop.inspector.frame(stop.frame).path);
  if (meant.size() != 1) return 0;
  engine::Line first = 0;
  for (const engine::Site& site : stop.files.file(meant.front()).sites) {
    const bool here =
        site.function == function || site.function.ends_with("." + std::string(function));
    if (here && (first == 0 || site.line < first)) first = site.line;
  }
  return first;
}

void explain_no_place(Stop& stop, std::string_view text) {
  const std::string quoted = "`" + std::string(text) + "`";
  const engine::Line first = first_line_of(stop, text);
  if (first == 0) {
    return stop.printer.say(quoted + " is no place: LINE, or FILE:LINE");
  }
  stop.printer.say("breakpoints are set by line: " + quoted + " begins at line " +
                   std::to_string(first));
}

/// The place's file, or the selected frame's. Nothing (and a message) if nothing can stop there.
std::optional<std::string> file_of(Stop& stop, const Place& place) {
  if (!place.file.empty()) return place.file;
  const engine::FrameInfo frame = stop.inspector.frame(stop.frame);
  if (frame.hooked || !stop.files.match(frame.path).empty()) return frame.path;
  stop.printer.say(engine::short_name(stop.files, frame.path) +
                   " is not instrumented: breakpoints cannot stop in it");
  return std::nullopt;
}

Outcome set(Stop& stop, std::string_view arguments, bool temporary) {
  if (arguments.empty()) {
    list_breakpoints(stop);
    return std::nullopt;
  }
  const ConditionalPlace asked = split_condition(arguments);
  const auto place = parse_place(asked.place);
  if (!place) {
    explain_no_place(stop, asked.place);
    return std::nullopt;
  }
  if (const auto file = file_of(stop, *place)) {
    const auto result =
        stop.engine.set({*file, place->line, std::string(asked.condition), temporary});
    stop.printer.say(result.message);
  }
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

void clear_at(Stop& stop, const Place& place) {
  const auto numbers = stop.engine.at(place.file, place.line);
  for (int number : numbers) clear_one(stop, number);
  if (numbers.empty()) {
    stop.printer.say("no breakpoint at " + place.file + ":" + std::to_string(place.line));
  }
}

/// The numbers typed. Nothing (and a message) if one is none.
std::optional<std::vector<int>> numbers_in(Stop& stop, std::string_view text) {
  std::vector<int> numbers;
  while (!text.empty()) {
    const std::string_view word = take_word(text);
    const auto number = parse_number(word);
    if (!number) {
      stop.printer.say("`" + std::string(word) + "` is no breakpoint's number");
      return std::nullopt;
    }
    numbers.push_back(*number);
  }
  return numbers;
}

/// The breakpoint whose number stands in front, which is taken off. 0 (and a message) if none is.
int take_breakpoint(Stop& stop, std::string_view& text) {
  const std::string_view word = take_word(text);
  const auto number = parse_number(word);
  if (!number) {
    stop.printer.say("which breakpoint? `break` lists their numbers");
    return 0;
  }
  if (stop.engine.find(*number)) return *number;
  stop.printer.say(no_breakpoint(*number));
  return 0;
}

Outcome switch_breakpoints(Stop& stop, std::string_view arguments, bool enabled) {
  auto numbers = numbers_in(stop, arguments);
  if (!numbers) return std::nullopt;
  if (numbers->empty()) {
    for (const auto& breakpoint : stop.engine.breakpoints()) numbers->push_back(breakpoint.number);
    if (numbers->empty()) stop.printer.say("no breakpoints");
  }
  for (int number : *numbers) {
    const bool found = stop.engine.enable(number, enabled);
    const std::string state = enabled ? " is enabled" : " is disabled";
    stop.printer.say(found ? "breakpoint " + std::to_string(number) + state
                           : no_breakpoint(number));
  }
  return std::nullopt;
}

}  // namespace

Outcome break_(Stop& stop, std::string_view arguments) { return set(stop, arguments, false); }

Outcome tbreak(Stop& stop, std::string_view arguments) { return set(stop, arguments, true); }

Outcome clear(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    clear_all(stop);
  } else if (const auto place = parse_place(arguments); place && !place->file.empty()) {
    clear_at(stop, *place);
  } else if (const auto numbers = numbers_in(stop, arguments)) {
    for (int number : *numbers) clear_one(stop, number);
  }
  return std::nullopt;
}

Outcome condition(Stop& stop, std::string_view arguments) {
  const int number = take_breakpoint(stop, arguments);
  if (number == 0) return std::nullopt;
  const std::string error = stop.engine.set_condition(number, std::string(arguments));
  const std::string which = "breakpoint " + std::to_string(number);
  const std::string done =
      arguments.empty() ? which + " stops always" : which + " stops if " + std::string(arguments);
  stop.printer.say(error.empty() ? done : error);
  return std::nullopt;
}

Outcome enable(Stop& stop, std::string_view arguments) {
  return switch_breakpoints(stop, arguments, true);
}

Outcome disable(Stop& stop, std::string_view arguments) {
  return switch_breakpoints(stop, arguments, false);
}

Outcome ignore(Stop& stop, std::string_view arguments) {
  const int number = take_breakpoint(stop, arguments);
  if (number == 0) return std::nullopt;
  const auto count = arguments.empty() ? std::optional<int>(0) : parse_number(arguments);
  if (!count || *count < 0) {
    stop.printer.say("`" + std::string(arguments) + "` is no count");
    return std::nullopt;
  }
  stop.engine.ignore(number, *count);
  const std::string which = "breakpoint " + std::to_string(number);
  stop.printer.say(which + (*count == 0 ? " stops at its next hit"
                                        : " lets its " + next_hits(*count) + " pass"));
  return std::nullopt;
}

}  // namespace pyinstr::shell
