/// Watchpoints, and conditions that stop anywhere.
#include "breakpoint_numbers.h"
#include "command_functions.h"
#include "command_line.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

void list_watches(Stop& stop) {
  const auto all = stop.engine.watches();
  if (all.empty()) stop.printer.say("no watches");
  for (const engine::Watch& watch : all) {
    std::string text = std::to_string(watch.number) + "  " + watch.expression + " = " + watch.value->value();
    if (const auto function = watch.value->function(); !function.empty()) text += ", until " + function + " returns";
    if (!watch.condition.empty()) text += ", if " + watch.condition;
    if (watch.hits > 0) text += watch.hits == 1 ? ", changed once" : ", changed " + std::to_string(watch.hits) + " times";
    stop.printer.say(text);
  }
}

void list_stop_whens(Stop& stop) {
  const auto all = stop.engine.stop_whens();
  if (all.empty()) stop.printer.say("no conditions that stop anywhere");
  for (const auto& [number, text] : all) stop.printer.say(std::to_string(number) + "  " + text);
}

}  // namespace

Outcome watch(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    list_watches(stop);
    return std::nullopt;
  }
  constexpr std::string_view word = " if ";
  const std::size_t at = arguments.find(word);
  const bool conditional = at != std::string_view::npos && arguments.find(" else ", at) == std::string_view::npos;
  const std::string_view expression = conditional ? arguments.substr(0, at) : arguments;
  const std::string_view condition = conditional ? arguments.substr(at + word.size()) : "";
  const auto set = stop.engine.watch(stop.event.thread, stop.frame, std::string(trimmed(expression)),
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
    stop.printer.say(found ? "watch " + std::to_string(number) + " is gone" : "there is no watch " + std::to_string(number));
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

}  // namespace pyinstr::shell
