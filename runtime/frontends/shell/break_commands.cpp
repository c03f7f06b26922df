#include "breakpoint_numbers.h"
#include "command_functions.h"
#include "command_line.h"
#include "engine/break_text.h"
#include "engine/file_name.h"
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
  stop.printer.say(engine::short_name(stop.files, frame.path) +
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

void clear_at(Stop& stop, const Place& place) {
  const auto numbers = stop.engine.at(place.file, place.line);
  for (int number : numbers) clear_one(stop, number);
  if (numbers.empty()) {
    stop.printer.say("no breakpoint at " + place.file + ":" + std::to_string(place.line));
  }
}

}  // namespace

Outcome break_(Stop& stop, std::string_view arguments) { return set(stop, arguments, false); }

Outcome breakpoints(Stop& stop, std::string_view) {
  list_breakpoints(stop);
  if (!stop.engine.catches().empty()) stop.printer.say("exceptions:"), catch_(stop, {});
  if (!stop.engine.watches().empty()) stop.printer.say("watches:"), watch(stop, {});
  if (!stop.engine.stop_whens().empty()) stop.printer.say("conditions:"), stopwhen(stop, {});
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
    clear_at(stop, *place);
  } else if (const auto numbers = numbers_in(stop, arguments)) {
    for (int number : *numbers) clear_one(stop, number);
  }
  return std::nullopt;
}

}  // namespace pyinstr::shell
