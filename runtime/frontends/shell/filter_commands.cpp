#include <algorithm>

#include "command_line.h"
#include "command_tables.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

using Patterns = std::vector<std::string>;

std::string joined(const Patterns& patterns) {
  std::string text;
  for (const std::string& pattern : patterns) text += (text.empty() ? "" : ", ") + pattern;
  return text;
}

void show(Stop& stop) {
  const engine::StepFilter& filter = stop.engine.step_filter();
  const std::string only = joined(filter.only());
  stop.printer.say(only.empty() ? "steps go into the program's own code and what was rewritten"
                                : "steps go into " + only + " only");
  if (!filter.skip().empty()) stop.printer.say("steps pass over " + joined(filter.skip()));
}

/// Takes those named out of the patterns, all without names. Gives what was not among them.
Patterns remove(Patterns& patterns, const Patterns& named) {
  Patterns missing;
  if (named.empty()) patterns.clear();
  for (const std::string& name : named) {
    if (std::erase(patterns, name) == 0) missing.push_back(name);
  }
  return missing;
}

void add(Patterns& patterns, const Patterns& named) {
  for (const std::string& name : named) {
    const bool there = std::find(patterns.begin(), patterns.end(), name) != patterns.end();
    if (!there) patterns.push_back(name);
  }
}

Patterns changed(Stop& stop, Patterns patterns, std::string_view arguments) {
  std::string_view rest = arguments;
  if (take_word(rest) != "remove") {
    add(patterns, engine::split_patterns(arguments));
    return patterns;
  }
  const Patterns missing = remove(patterns, engine::split_patterns(rest));
  if (!missing.empty()) stop.printer.say("`" + joined(missing) + "` is not among them");
  return patterns;
}

Outcome skip(Stop& stop, std::string_view arguments) {
  const engine::StepFilter& filter = stop.engine.step_filter();
  if (!arguments.empty()) {
    stop.engine.filter_steps(changed(stop, filter.skip(), arguments), filter.only());
  }
  show(stop);
  return std::nullopt;
}

Outcome only(Stop& stop, std::string_view arguments) {
  const engine::StepFilter& filter = stop.engine.step_filter();
  if (!arguments.empty()) {
    stop.engine.filter_steps(filter.skip(), changed(stop, filter.only(), arguments));
  }
  show(stop);
  return std::nullopt;
}

constexpr Command table[] = {
    {"skip",
     {},
     Group::running,
     Takes::text,
     Repeat::no,
     "[[remove] PATTERN…]",
     "name modules or paths that steps pass over",
     "Breakpoints stop there all the same. Without arguments shows what steps go into. A pattern\n"
     "with a slash is for paths, another one for a module and all in it: `skip app.generated`,\n"
     "`skip */vendor/*`. `skip remove PATTERN` takes one back, `skip remove` all. `PYINSTR_SKIP`\n"
     "says it beforehand.",
     skip},
    {"only",
     {},
     Group::running,
     Takes::text,
     Repeat::no,
     "[[remove] PATTERN…]",
     "name the only modules or paths that steps go into",
     "Instead of the program's own code and what was rewritten: `only *` is all there is, the\n"
     "standard library too. Patterns as for `skip`, which wins. `PYINSTR_ONLY` says it beforehand.",
     only},
};

}  // namespace

std::span<const Command> filter_commands() { return table; }

}  // namespace pyinstr::shell
