#include "command_line.h"
#include "command_tables.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

void list_catches(Stop& stop) {
  const auto all = stop.engine.catches();
  for (const engine::Catch& one : all) {
    const std::string hits = one.hits == 0   ? "not hit yet"
                             : one.hits == 1 ? "hit once"
                                             : "hit " + std::to_string(one.hits) + " times";
    stop.printer.say(std::to_string(one.number) + "  " + engine::text_of(one.spec) + "  " + hits);
  }
  if (all.empty()) stop.printer.say("no exception is caught");
}

/// `off`, or `off NUMBER`.
void end_catches(Stop& stop, std::string_view number) {
  if (number.empty()) {
    for (const engine::Catch& one : stop.engine.catches()) stop.engine.clear_catch(one.number);
    return stop.printer.say("no exception is caught any more");
  }
  const auto which = parse_number(number);
  if (which && stop.engine.clear_catch(*which)) {
    stop.printer.say("catch " + std::to_string(*which) + " has ended");
  } else {
    stop.printer.say("there is no catch `" + std::string(number) + "`: `catch` lists them");
  }
}

void begin_catch(Stop& stop, std::string_view text) {
  std::string error;
  auto spec = engine::parse_catch(text, error);
  if (!spec) return stop.printer.say(error);
  stop.printer.say(stop.engine.catch_exceptions(std::move(*spec)).message);
}

Outcome catch_(Stop& stop, std::string_view arguments) {
  std::string_view rest = arguments;
  if (arguments.empty()) {
    list_catches(stop);
  } else if (take_word(rest) == "off") {
    end_catches(stop, rest);
  } else {
    begin_catch(stop, arguments);
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"catch",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "[[raised | uncaught | userunhandled] [TYPE, …] [if CONDITION] | off [NUMBER]]",
     "stop at exceptions, or list which",
     "Where they are raised, with the frame alive and `$_exception` at hand, or in the first of the\n"
     "program's own frames that they reach. `uncaught` only if nothing up the stack handles them,\n"
     "`userunhandled` if the program's own code does not before a library's is reached. TYPE means\n"
     "subclasses, too, and may be of a class that is yet to come; without, StopIteration,\n"
     "GeneratorExit and SystemExit are left alone.\n"
     "`catch off` ends all of them, or one.",
     catch_},
};

}  // namespace

std::span<const Command> catch_commands() { return table; }

}  // namespace pyinstr::shell
