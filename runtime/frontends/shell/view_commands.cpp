#include "command_line.h"
#include "command_tables.h"
#include "place.h"
#include "printer.h"
#include "viewing.h"

namespace pyinstr::shell {
namespace {

constexpr std::size_t rows_shown = 20;

void list_views(Stop& stop) {
  const auto views = stop.viewing.list();
  for (const std::string& view : views) stop.printer.say(view);
  if (views.empty())
    stop.printer.say("no views; `trace` and `count` with what is wanted begin one");
}

/// `off`, or `off NUMBER`.
void end_views(Stop& stop, std::string_view number) {
  const auto which = parse_number(number);
  if (number.empty()) {
    stop.viewing.stop_all();
    stop.printer.say("no views any more");
  } else if (which && stop.viewing.stop(*which)) {
    stop.printer.say("view " + std::to_string(*which) + " has ended");
  } else {
    stop.printer.say("there is no view " + std::string(number));
  }
}

void show_counts(Stop& stop, std::size_t at_most) {
  const auto rows = stop.viewing.count_rows(at_most);
  for (const std::string& row : rows) stop.printer.say(row);
  if (rows.empty()) stop.printer.say("no line was reached since counting began");
}

Outcome trace(Stop& stop, std::string_view arguments) {
  std::string_view rest = arguments;
  if (arguments.empty()) {
    list_views(stop);
  } else if (take_word(rest) == "off") {
    end_views(stop, rest);
  } else {
    stop.printer.say(stop.viewing.start("trace " + std::string(arguments)).message);
  }
  return std::nullopt;
}

Outcome count(Stop& stop, std::string_view arguments) {
  engine::LineCounts* const counts = stop.viewing.counts();
  const auto rows = parse_number(arguments);
  if (counts == nullptr && (arguments == "off" || arguments == "reset" || rows)) {
    stop.printer.say("nothing is counted: `count` begins");
  } else if (counts == nullptr) {
    stop.printer.say(stop.viewing.start("count " + std::string(arguments)).message);
  } else if (arguments == "reset") {
    counts->reset();
    stop.printer.say("counting begins anew");
  } else if (arguments == "off") {
    stop.viewing.stop_counts();
    stop.printer.say("nothing is counted any more");
  } else if (arguments.empty() || (rows && *rows > 0)) {
    show_counts(stop, rows ? static_cast<std::size_t>(*rows) : rows_shown);
  } else {
    stop.printer.say(
        "lines are counted already: `count`, `count ROWS`, `count reset`, `count off`");
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"trace",
     {},
     Group::views,
     Takes::text,
     Repeat::no,
     "[lines | calls | returns | exceptions | EXPRESSION [of PLACE] [into FILE] | off [NUMBER]]",
     "show lines, calls or values as they come, without stopping",
     "Of all threads: each line that is reached; each call with its arguments; each value that is\n"
     "returned or yielded; exceptions where they are raised, handled, and leave a function; or\n"
     "EXPRESSION, each time its value changes, with the line that did it (`trace value EXPRESSION`\n"
     "if it begins like another). Several words of calls make one view: `trace calls, returns`. PLACE\n"
     "is a file or a function. Calls are of code that steps go into (`help skip`). Rows come here, or\n"
     "into FILE. Without arguments the views there are; `trace off` ends them all, or one.",
     trace},
    {"count",
     {},
     Group::views,
     Takes::text,
     Repeat::no,
     "[into FILE | ROWS | reset | off]",
     "count how often each line is reached",
     "The first `count` begins; from then on it shows the lines reached most often, and listings\n"
     "show each line's count. `count into FILE` writes all of them when the program ends.",
     count},
};

}  // namespace

std::span<const Command> view_commands() { return table; }

}  // namespace pyinstr::shell
