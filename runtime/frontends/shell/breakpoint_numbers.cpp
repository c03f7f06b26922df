#include "breakpoint_numbers.h"

#include "command_line.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {

std::string no_breakpoint(int number) { return "there is no breakpoint " + std::to_string(number); }

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

}  // namespace pyinstr::shell
