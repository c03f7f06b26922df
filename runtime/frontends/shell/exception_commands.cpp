#include "command_tables.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

/// `prog.py:4` of a whole path and line.
std::string shown_place(Stop& stop, const std::string& place) {
  const std::size_t colon = place.rfind(':');
  if (colon == std::string::npos) return place;
  return stop.files.short_name(place.substr(0, colon)) + place.substr(colon);
}

void show_exceptions(Stop& stop, const std::vector<engine::ExceptionInfo>& all) {
  const int selected = stop.inspector.selected_exception();
  const std::size_t digits = std::to_string(all.size() - 1).size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const engine::ExceptionInfo& one = all[i];
    const std::string number = std::to_string(i);
    std::string text = static_cast<int>(i) == selected ? "-> " : "   ";
    text += std::string(digits - number.size(), ' ') + number + "  ";
    text += std::string(static_cast<std::size_t>(one.depth) * 2, ' ') + one.text;
    if (!one.relation.empty()) text += ", " + one.relation;
    if (!one.place.empty()) text += ", " + shown_place(stop, one.place);
    stop.printer.say(text);
  }
}

void select_exception(Stop& stop, std::string_view arguments, int count) {
  const auto number = parse_number(arguments);
  if (!number || *number < 0 || *number >= count) {
    return stop.printer.say("there is no exception `" + std::string(arguments) +
                            "`: `exceptions` lists them");
  }
  const std::string refusal = stop.inspector.select_exception(*number);
  if (!refusal.empty()) return stop.printer.say(refusal);
  stop.frame = 0;
  stop.listed = 0;
  stop.printer.frame(stop);
}

Outcome exceptions(Stop& stop, std::string_view arguments) {
  const auto all = stop.inspector.exceptions();
  if (all.empty()) {
    stop.printer.say("no exception is known here");
  } else if (arguments.empty()) {
    show_exceptions(stop, all);
  } else {
    select_exception(stop, arguments, static_cast<int>(all.size()));
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"exceptions",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "[NUMBER]",
     "show the exceptions behind this one, or select one",
     "Causes, what was handled when another one was raised, and the members of groups, the oldest\n"
     "first. In a post-mortem, NUMBER shows the stack of that one.",
     exceptions},
};

}  // namespace

std::span<const Command> exception_commands() { return table; }

}  // namespace pyinstr::shell
