/// Watchpoints, and conditions that stop anywhere.
#include "breakpoint_numbers.h"
#include "command_line.h"
#include "command_tables.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

void list_watches(Stop& stop) {
  const auto all = stop.engine.watches();
  if (all.empty()) stop.printer.say("no watches");
  for (const engine::Watch& watch : all) {
    std::string text =
        std::to_string(watch.number) + "  " + watch.expression + " = " + watch.value->value();
    if (const auto function = watch.value->function(); !function.empty())
      text += ", until " + function + " returns";
    if (!watch.condition.empty()) text += ", if " + watch.condition;
    if (watch.hits > 0)
      text +=
          watch.hits == 1 ? ", changed once" : ", changed " + std::to_string(watch.hits) + " times";
    stop.printer.say(text);
  }
}

void list_stop_whens(Stop& stop) {
  const auto all = stop.engine.stop_whens();
  if (all.empty()) stop.printer.say("no conditions that stop anywhere");
  for (const auto& [number, text] : all) stop.printer.say(std::to_string(number) + "  " + text);
}

Outcome watch(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    list_watches(stop);
    return std::nullopt;
  }
  constexpr std::string_view word = " if ";
  const std::size_t at = arguments.find(word);
  const bool conditional =
      at != std::string_view::npos && arguments.find(" else ", at) == std::string_view::npos;
  const std::string_view expression = conditional ? arguments.substr(0, at) : arguments;
  const std::string_view condition = conditional ? arguments.substr(at + word.size()) : "";
  const auto set =
      stop.engine.watch(stop.event.thread, stop.frame, std::string(trimmed(expression)),
                        std::string(trimmed(condition)));
  stop.printer.say(set.message);
  return std::nullopt;
}

Outcome unwatch(Stop& stop, std::string_view arguments) {
  auto numbers = numbers_in(stop, arguments);
  if (numbers && numbers->empty()) stop.printer.say("which watch? `watch` lists their numbers");
  if (!numbers) return std::nullopt;
  for (int number : *numbers) {
    const bool found = stop.engine.unwatch(number);
    stop.printer.say(found ? "watch " + std::to_string(number) + " is gone"
                           : "there is no watch " + std::to_string(number));
  }
  return std::nullopt;
}

Outcome stopwhen(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    list_stop_whens(stop);
    return std::nullopt;
  }
  constexpr std::string_view clear = "clear ";
  if (arguments.starts_with(clear)) {
    const auto number = parse_number(trimmed(arguments.substr(clear.size())));
    const bool found = number && stop.engine.forget_stop_when(*number);
    stop.printer.say(found ? "condition " + std::to_string(*number) + " is gone"
                           : "there is no such condition: `stopwhen` lists their numbers");
    return std::nullopt;
  }
  stop.printer.say(stop.engine.stop_when(stop.event.thread, std::string(arguments)).message);
  return std::nullopt;
}

constexpr Command table[] = {
    {"watch",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "[EXPRESSION [if CONDITION]]",
     "stop when a value changes, or list what is watched",
     "At the line after the one that changed it, which is told with the old and the new value.\n"
     "EXPRESSION is a name, an attribute, an item or any other: `watch total`, `watch self.size`,\n"
     "`watch data['k']`. One that names a local belongs to the selected frame and ends with it,\n"
     "which stops, too; others are watched everywhere. Lists, dicts and sets of up to 1000\n"
     "elements are compared by their elements. While there is a watch every line costs more.",
     watch},
    {"unwatch",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "NUMBER…",
     "watch values no longer",
     "",
     unwatch},
    {"stopwhen",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "[EXPRESSION | clear NUMBER]",
     "stop wherever an expression becomes true, or list them",
     "It is asked at every line, in the frame that is there. A frame that has not all its names\n"
     "leaves the answer as it was; what is true already must become false first.",
     stopwhen},
};

}  // namespace

std::span<const Command> watch_commands() { return table; }

}  // namespace pyinstr::shell
