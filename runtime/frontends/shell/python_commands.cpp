#include <optional>
#include <utility>

#include "command_line.h"
#include "command_tables.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

using engine::Evaluation;
using engine::Question;

constexpr std::string_view prompt = ">>> ";
constexpr std::string_view more_prompt = "... ";

void show(Stop& stop, const Evaluation& evaluation) {
  if (evaluation.kind == Evaluation::Kind::interrupted) return stop.printer.say("interrupted");
  if (!evaluation.text.empty()) stop.printer.say(evaluation.text);
}

Outcome answer(Stop& stop, Question question, std::string_view arguments) {
  if (arguments.empty()) {
    stop.printer.say("which expression?");
  } else {
    show(stop, stop.inspector.answer(stop.frame, question, arguments));
  }
  return std::nullopt;
}

bool leaves(std::string_view line) {
  line = trimmed(line);
  return line == "exit()" || line == "quit()" || line == "exit" || line == "quit";
}

/// One statement, however many lines it has. False at the end of the input. `left` is the line that was read
/// behind a block and is the next statement's, if there is one.
bool interact_once(Stop& stop, std::optional<Input>& left) {
  Input line = left ? *std::exchange(left, std::nullopt) : stop.ask(prompt);
  if (line.kind == Input::Kind::interrupt) stop.printer.say("");
  if (line.kind == Input::Kind::interrupt) return true;
  if (line.kind == Input::Kind::end || leaves(line.text)) return false;
  std::string text = line.text;
  Evaluation result = stop.inspector.interact(text, true);
  while (result.kind == Evaluation::Kind::incomplete) {
    line = stop.ask(more_prompt);
    if (line.kind != Input::Kind::line) stop.printer.say("");
    if (line.kind == Input::Kind::interrupt) return true;
    if (begins_anew(line.text) && stop.inspector.is_whole_block(stop.frame, text)) left = line;
    else text += "\n" + line.text;
    const bool last = left || line.kind == Input::Kind::end || trimmed(line.text).empty();
    result = stop.inspector.interact(text, !last);
    if (last && result.kind == Evaluation::Kind::incomplete) break;
  }
  show(stop, result);
  return line.kind == Input::Kind::line;
}

Outcome whatis(Stop& stop, std::string_view arguments) {
  return answer(stop, Question::whatis, arguments);
}

Outcome source(Stop& stop, std::string_view arguments) {
  return answer(stop, Question::source, arguments);
}

Outcome interact(Stop& stop, std::string_view) {
  stop.inspector.begin_interaction(stop.frame);
  stop.printer.say(
      "the frame's names, copied: what changes here does not reach the program; "
      "Ctrl-D or exit() goes back");
  std::optional<Input> left;
  while (interact_once(stop, left)) {
  }
  stop.printer.say("back at the stop");
  return std::nullopt;
}

Outcome debug(Stop& stop, std::string_view arguments) {
  if (arguments.empty()) {
    stop.printer.say("which statement?");
  } else {
    show(stop, stop.inspector.debug(stop.frame, arguments));
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"whatis",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "EXPRESSION",
     "show what a value is",
     "Of a function, a method or a class its name, of anything else its type.",
     whatis},
    {"source",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "EXPRESSION",
     "show the source of a function, class or module",
     "The original's text, without hooks.",
     source},
    {"interact",
     {},
     Group::looking,
     Takes::nothing,
     Repeat::no,
     "",
     "open a Python prompt with a copy of the frame's names",
     "What is assigned there stays there. The end of the input or `exit()` goes back.",
     interact},
    {"debug",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "STATEMENT",
     "run a statement and step through what it calls",
     "The prompt has brackets while the statement runs; it ends where the statement does, by\n"
     "`continue` at the latest. Its value is shown as ever.",
     debug},
};

}  // namespace

std::span<const Command> python_commands() { return table; }

}  // namespace pyinstr::shell
