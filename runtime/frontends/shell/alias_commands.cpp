#include <cctype>

#include "command_line.h"
#include "command_tables.h"
#include "kept.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

void show(Stop& stop, std::string_view name, std::string_view body) {
  stop.printer.say(std::string(name) + " = " + std::string(body));
}

void show_all(Stop& stop) {
  const auto& all = stop.kept.aliases.all();
  if (all.empty()) stop.printer.say("no aliases");
  for (const auto& [name, body] : all) show(stop, name, body);
}

std::string no_alias(std::string_view name) {
  return "there is no alias `" + std::string(name) + "`";
}

Outcome alias(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    show_all(stop);
    return std::nullopt;
  }
  const std::string_view name = take_word(arguments);
  if (first_name(name) != name || std::isdigit(static_cast<unsigned char>(name.front())) != 0) {
    stop.printer.say("`" + std::string(name) + "` cannot be an alias: it is no name");
  } else if (!arguments.empty()) {
    const std::string error = stop.kept.aliases.set(name, arguments);
    if (!error.empty()) stop.printer.say(error);
  } else if (const std::string* body = stop.kept.aliases.find(name)) {
    show(stop, name, *body);
  } else {
    stop.printer.say(no_alias(name));
  }
  return std::nullopt;
}

Outcome unalias(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    stop.printer.say("which alias? `alias` lists them");
  } else if (!stop.kept.aliases.remove(arguments)) {
    stop.printer.say(no_alias(arguments));
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"alias",
     {},
     Group::shell,
     Takes::text,
     Repeat::no,
     "[NAME [COMMANDS]]",
     "make a word stand for commands, or show what it stands for",
     "`%1` to `%9` in the commands are the words behind the alias, `%*` is all of them; `;;`\n"
     "separates commands. An alias may use others, and the command whose name it has:\n"
     "`alias pi for name, value in vars(%1).items(): print(name, value)`.",
     alias},
    {"unalias", {}, Group::shell, Takes::text, Repeat::no, "NAME", "remove an alias", "", unalias},
};

}  // namespace

std::span<const Command> alias_commands() { return table; }

}  // namespace pyinstr::shell
