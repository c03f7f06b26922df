/// Commands that change a breakpoint there is.
#include "breakpoint_numbers.h"
#include "command_tables.h"
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
    stop.printer.say(
        "breakpoint " + std::to_string(number) + " stops " +
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

constexpr Command table[] = {
    {"condition",
     {},
     Group::breakpoints,
     Takes::breakpoint_then_text,
     Repeat::no,
     "NUMBER [CONDITION]",
     "make a breakpoint stop only if an expression holds",
     "Without a condition it stops always. A condition that fails stops once and says why; from\n"
     "then on a failure counts as no.",
     condition},
    {"hitcondition",
     {"hits"},
     Group::breakpoints,
     Takes::breakpoints,
     Repeat::no,
     "NUMBER [HITS]",
     "make a breakpoint stop only at some of its hits",
     "HITS is one of `5`, `==5`, `>5`, `>=5`, `<5`, `<=5`, `%5`: hit 5 and no other, hits after it,\n"
     "from it on, before it, up to it, every fifth. A hit is counted where the line is reached\n"
     "and the condition holds, from when the hit condition is set; without HITS every hit stops.",
     hitcondition},
    {"enable",
     {},
     Group::breakpoints,
     Takes::breakpoints,
     Repeat::no,
     "[NUMBER…]",
     "let breakpoints stop again",
     "Without numbers all of them.",
     enable},
    {"disable",
     {},
     Group::breakpoints,
     Takes::breakpoints,
     Repeat::no,
     "[NUMBER…]",
     "keep breakpoints, but do not stop at them",
     "Without numbers all of them.",
     disable},
    {"ignore",
     {},
     Group::breakpoints,
     Takes::breakpoints,
     Repeat::no,
     "NUMBER [COUNT]",
     "let a breakpoint's next hits pass",
     "Without a count none passes any more.",
     ignore},
};

}  // namespace

std::span<const Command> break_changes() { return table; }

}  // namespace pyinstr::shell
