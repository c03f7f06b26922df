#include <algorithm>

#include "command_tables.h"
#include "commands.h"
#include "printer.h"
#include "topics.h"

namespace pyinstr::shell {
namespace {

constexpr Group groups[] = {Group::running,     Group::looking, Group::strands,
                            Group::breakpoints, Group::views,   Group::shell};

constexpr std::string_view reading_rule =
    "A first word that is a command, alone or followed by a space and something that is no\n"
    "operator, comma or bracket, is the command; anything else is Python, and `!` forces Python:\n"
    "`n` is the command, `n + 1`, `n, m = 1, 2`, `n in x` and `list(x)` are Python. Expressions\n"
    "print, assignments reach the program, blocks go on until an empty line.\n"
    "`;;` separates commands on one line. An empty line repeats the last command that repeats.\n"
    "Ctrl-C drops what is typed. Ctrl-D lets the program run on and never stops it again.";

/// Which of the table's names a line of the overview begins with: `step (s)`.
std::string names(const Command& command) {
  std::string text(command.name);
  std::string aliases;
  for (std::string_view alias : command.aliases) {
    if (!alias.empty()) aliases += (aliases.empty() ? "" : ", ") + std::string(alias);
  }
  return aliases.empty() ? text : text + " (" + aliases + ")";
}

void overview(Stop& stop) {
  for (Group group : groups) {
    stop.printer.say(title(group));
    for (const Command& command : commands()) {
      if (command.group != group) continue;
      std::string text = "  " + names(command);
      text.resize(std::max<std::size_t>(text.size() + 2, 24), ' ');
      stop.printer.say(text + std::string(command.help));
    }
  }
  stop.printer.say("Topics");
  for (const Topic& topic : topics()) {
    std::string text = "  " + std::string(topic.name);
    text.resize(24, ' ');
    stop.printer.say(text + std::string(topic.title));
  }
  stop.printer.say("Everything else is Python. `help COMMAND` and `help TOPIC` say more.");
}

std::string section(const Command& command) {
  std::string text = "### `" + std::string(command.name);
  if (!command.arguments.empty()) text += " " + std::string(command.arguments);
  text += "`\n\n";
  std::string aliases;
  for (std::string_view alias : command.aliases) {
    if (!alias.empty()) aliases += (aliases.empty() ? "`" : ", `") + std::string(alias) + "`";
  }
  if (!aliases.empty()) text += "Also " + aliases + ". ";
  std::string help(command.help);
  help.front() = static_cast<char>(help.front() - 'a' + 'A');
  text += help + ".";
  if (command.repeat == Repeat::same) text += " An empty line does it again.";
  if (command.repeat == Repeat::bare) {
    text += " An empty line does it again, without arguments.";
  }
  text += "\n";
  if (!command.details.empty()) text += "\n" + std::string(command.details) + "\n";
  return text + "\n";
}

std::string section(const Topic& topic) {
  return "### `help " + std::string(topic.name) + "`: " + std::string(topic.title) + "\n\n" +
         std::string(topic.text) + "\n\n";
}

Outcome help(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    overview(stop);
  } else if (const Command* command = find_command(arguments)) {
    stop.printer.say(usage(*command) + ": " + std::string(command->help));
    if (!command->details.empty()) stop.printer.say(command->details);
  } else if (const Topic* topic = find_topic(arguments)) {
    stop.printer.say(topic->text);
  } else {
    stop.printer.say("there is no command `" + std::string(arguments) +
                     "`; Python's own help is `help(…)`");
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"help",
     {"h"},
     Group::shell,
     Takes::command,
     Repeat::no,
     "[COMMAND | TOPIC]",
     "show the commands, one of them, or a topic",
     "",
     help},
};

}  // namespace

std::span<const Command> help_commands() { return table; }

std::string usage(const Command& command) {
  std::string text = names(command);
  if (!command.arguments.empty()) text += " " + std::string(command.arguments);
  return text;
}

std::string commands_markdown() {
  std::string text = "# The shell's commands\n\n<!-- Made from the command table. -->\n\n";
  text += std::string(reading_rule) + "\n\n";
  for (Group group : groups) {
    text += "## " + std::string(title(group)) + "\n\n";
    for (const Command& command : commands()) {
      if (command.group == group) text += section(command);
    }
  }
  text += "## Topics\n\n";
  for (const Topic& topic : topics()) text += section(topic);
  text.pop_back();
  return text;
}

}  // namespace pyinstr::shell
