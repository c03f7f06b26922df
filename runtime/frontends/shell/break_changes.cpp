/// Commands that change a breakpoint there is.
#include "breakpoint_numbers.h"
#include "command_functions.h"
#include "engine/hit_condition.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

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

Outcome hitcondition(Stop& stop, std::string_view arguments) {
  const int number = take_breakpoint(stop, arguments);
  if (number == 0) return std::nullopt;
  const std::string error = stop.engine.set_hit_condition(number, std::string(arguments));
  if (!error.empty()) {
    stop.printer.say(error);
  } else {
    const auto condition = stop.engine.find(number)->hit_condition;
    stop.printer.say("breakpoint " + std::to_string(number) + " stops " +
                     (condition ? in_words(*condition) + ": hits are counted from now on" : "at every hit"));
  }
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
