#include <algorithm>
#include <limits>

#include "command_line.h"
#include "command_tables.h"
#include "place.h"
#include "printer.h"
#include "strand_selection.h"

namespace pyinstr::shell {
namespace {

constexpr engine::Line lines_before = 5;
constexpr engine::Line lines_listed = 11;
constexpr int value_limit = 400;

/// The number typed, `otherwise` if none was; nothing (and a message) if it is no count.
std::optional<int> count_or(Stop& stop, std::string_view arguments, int otherwise) {
  if (arguments.empty()) return otherwise;
  const auto count = parse_number(arguments);
  if (count && *count > 0) return count;
  stop.printer.say("`" + std::string(arguments) + "` is no count");
  return std::nullopt;
}

/// Frame numbers grow towards the oldest; moving past an end stops there.
void move(Stop& stop, int by, std::string_view end) {
  const int target = std::clamp(stop.frame + by, 0, std::max(stop.inspector.depth() - 1, 0));
  if (target == stop.frame) return stop.printer.say(end);
  stop.frame = target;
  stop.listed = 0;
  stop.printer.frame(stop);
}

struct Range {
  engine::Line first = 0;
  engine::Line last = 0;
};

Range around(engine::Line line) {
  const engine::Line first = std::max(1, line - lines_before);
  return {first, first + lines_listed - 1};
}

/// `first, last`, or `first, count` where the second number is the smaller one.
std::optional<Range> parse_range(std::string_view text) {
  const std::size_t comma = text.find_first_of(", ");
  const auto first = parse_number(trimmed(text.substr(0, comma)));
  if (!first || *first < 1) return std::nullopt;
  if (comma == std::string_view::npos) return around(*first);
  std::string_view second = trimmed(text.substr(comma));
  if (second.starts_with(',')) second = trimmed(second.substr(1));
  const auto last = parse_number(second);
  if (!last || *last < 1) return std::nullopt;
  return Range{*first, *last < *first ? *first + *last : *last};
}

std::optional<Range> range_to_list(Stop& stop, std::string_view arguments) {
  const engine::Line here = stop.inspector.frame(stop.frame).line;
  if (arguments == "." || (arguments.empty() && stop.listed == 0)) return around(here);
  if (arguments.empty()) return Range{stop.listed + 1, stop.listed + lines_listed};
  return parse_range(arguments);
}

void show_lines(Stop& stop, Range range) {
  const engine::Line count = line_count(stop);
  if (count == 0) return stop.printer.say("the source of this file cannot be had");
  if (stop.printer.listing(stop, range.first, range.last)) return;
  stop.printer.say("the file ends with line " + std::to_string(count));
}

void show_evaluation(Stop& stop, const engine::Evaluation& evaluation) {
  if (!evaluation.text.empty()) stop.printer.say(evaluation.text);
}

bool has_expression(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) stop.printer.say("which expression?");
  return !arguments.empty();
}

void show_variables(Stop& stop, const std::vector<engine::Variable>& variables,
                    std::string_view none) {
  for (const engine::Variable& variable : variables) stop.printer.variable(variable);
  if (variables.empty()) stop.printer.say(none);
}

Outcome where(Stop& stop, std::string_view arguments) {
  if (arguments == "0") {
    stop.printer.frame(stop);
    return std::nullopt;
  }
  if (arguments == "all" || arguments == "tasks") {
    const bool all = arguments == "all";
    show_stacks(stop, all ? engine::StrandKind::thread : engine::StrandKind::task);
    return std::nullopt;
  }
  const auto count = count_or(stop, arguments, std::numeric_limits<int>::max());
  if (count) stop.printer.stack(stop, *count);
  return std::nullopt;
}

Outcome up(Stop& stop, std::string_view arguments) {
  const auto count = count_or(stop, arguments, 1);
  if (count) move(stop, std::min(*count, stop.inspector.depth()), "this is the oldest frame");
  return std::nullopt;
}

Outcome down(Stop& stop, std::string_view arguments) {
  const auto count = count_or(stop, arguments, 1);
  if (count) move(stop, -*count, "this is the newest frame");
  return std::nullopt;
}

Outcome list(Stop& stop, std::string_view arguments) {
  const auto range = range_to_list(stop, arguments);
  if (range) {
    show_lines(stop, *range);
  } else {
    stop.printer.say("`" + std::string(arguments) + "` is no range of lines: FIRST, LAST or `.`");
  }
  return std::nullopt;
}

Outcome longlist(Stop& stop, std::string_view) {
  const auto [first, last] = stop.inspector.extent(stop.frame);
  show_lines(stop, {first, last});
  return std::nullopt;
}

Outcome args(Stop& stop, std::string_view) {
  show_variables(stop, stop.inspector.arguments(stop.frame, value_limit), "no arguments");
  return std::nullopt;
}

Outcome locals(Stop& stop, std::string_view) {
  show_variables(stop, stop.inspector.locals(stop.frame, value_limit), "no local variables");
  return std::nullopt;
}

Outcome print(Stop& stop, std::string_view arguments) {
  if (has_expression(stop, arguments)) {
    show_evaluation(stop, stop.inspector.evaluate(stop.frame, arguments));
  }
  return std::nullopt;
}

Outcome pretty_print(Stop& stop, std::string_view arguments) {
  if (has_expression(stop, arguments)) {
    show_evaluation(stop, stop.inspector.pretty(stop.frame, arguments));
  }
  return std::nullopt;
}

Outcome retval(Stop& stop, std::string_view) {
  const auto value = stop.inspector.return_value();
  stop.printer.say(value ? *value : "no value is being returned here: `return` stops where one is");
  return std::nullopt;
}

constexpr Command table[] = {
    {"where",
     {"w", "bt"},
     Group::looking,
     Takes::text,
     Repeat::no,
     "[COUNT | all | tasks]",
     "show the stack, newest frame last",
     "All of it, or its COUNT newest frames; 0 is the selected one, which `->` marks. `where all`\n"
     "shows the stacks of all threads, `where tasks` those of all of asyncio's tasks.",
     where},
    {"up",
     {"u"},
     Group::looking,
     Takes::text,
     Repeat::same,
     "[COUNT]",
     "select the frame that called this one",
     "What shows, evaluates, lists or steps works on the selected frame.",
     up},
    {"down",
     {"d"},
     Group::looking,
     Takes::text,
     Repeat::same,
     "[COUNT]",
     "select the frame that this one called",
     "",
     down},
    {"list",
     {"l"},
     Group::looking,
     Takes::text,
     Repeat::bare,
     "[FIRST[, LAST] | .]",
     "show source lines with the values of their variables",
     "Eleven lines around the current one; again, the eleven that follow; `list .` goes back.\n"
     "With FIRST eleven lines around it, with LAST up to that line (if it is smaller than FIRST,\n"
     "so many lines more). `->` marks the current line, `B` lines with a breakpoint. Beside the\n"
     "function's lines up to the current one stand their variables as they are now.",
     list},
    {"longlist",
     {"ll"},
     Group::looking,
     Takes::nothing,
     Repeat::no,
     "",
     "show the whole function",
     "In a module's own frame, the whole file.",
     longlist},
    {"args",
     {"a"},
     Group::looking,
     Takes::nothing,
     Repeat::no,
     "",
     "show the function's arguments",
     "",
     args},
    {"locals",
     {},
     Group::looking,
     Takes::nothing,
     Repeat::no,
     "",
     "show the local variables",
     "",
     locals},
    {"p", {}, Group::looking, Takes::text, Repeat::no, "EXPRESSION", "show a value", "", print},
    {"pp",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "EXPRESSION",
     "show a value, laid out over lines",
     "",
     pretty_print},
    {"retval",
     {"rv"},
     Group::looking,
     Takes::nothing,
     Repeat::no,
     "",
     "show what the frame returns",
     "At a stop that `return` has led to.",
     retval},
};

}  // namespace

std::span<const Command> look_commands() { return table; }

}  // namespace pyinstr::shell
