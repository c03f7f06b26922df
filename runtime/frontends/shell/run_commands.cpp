#include "command_tables.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

using engine::Resume;
using engine::ResumeKind;

bool has_ended(Stop& stop) {
  if (stop.event.post_mortem) {
    stop.printer.say(
        "the program has ended here: nothing can be run; `continue` leaves the post-mortem");
  }
  return stop.event.post_mortem;
}

Outcome step(Stop& stop, std::string_view) {
  if (has_ended(stop)) return std::nullopt;
  return Resume{ResumeKind::step_in};
}

Outcome next(Stop& stop, std::string_view) {
  if (has_ended(stop)) return std::nullopt;
  return Resume{ResumeKind::step_over, stop.frame};
}

Outcome return_(Stop& stop, std::string_view) {
  if (has_ended(stop)) return std::nullopt;
  stop.inspector.watch_return(stop.frame);
  return Resume{ResumeKind::step_out, stop.frame};
}

Outcome until(Stop& stop, std::string_view arguments) {
  if (has_ended(stop)) return std::nullopt;
  const engine::Line here = stop.inspector.frame(stop.frame).line;
  if (arguments.empty()) return Resume{ResumeKind::until, stop.frame, here + 1};
  const auto line = parse_number(arguments);
  if (!line) {
    stop.printer.say("`" + std::string(arguments) + "` is no line number");
  } else if (*line <= here) {
    stop.printer.say("line " + std::to_string(*line) + " is not below the current line " +
                     std::to_string(here));
  } else {
    return Resume{ResumeKind::until, stop.frame, *line};
  }
  return std::nullopt;
}

Outcome jump(Stop& stop, std::string_view arguments) {
  if (has_ended(stop)) return std::nullopt;
  const auto line = parse_number(arguments);
  if (arguments.empty()) {
    stop.printer.say("which line? `jump LINE`");
  } else if (!line) {
    stop.printer.say("`" + std::string(arguments) + "` is no line number");
  } else if (stop.frame != 0) {
    stop.printer.say("only the newest frame can jump: `down` selects it");
  } else {
    const std::string refusal = stop.inspector.jump(*line);
    if (refusal.empty()) return Resume{ResumeKind::jump};
    stop.printer.say("cannot jump to line " + std::to_string(*line) + ": " + refusal);
  }
  return std::nullopt;
}

Outcome continue_(Stop&, std::string_view) { return Resume{ResumeKind::go}; }

/// Out of a post-mortem it is the way back to who asked for it: an interpreter's own prompt, maybe.
Outcome quit(Stop& stop, std::string_view) {
  return Resume{stop.event.post_mortem ? ResumeKind::go : ResumeKind::quit};
}

Outcome restart(Stop& stop, std::string_view arguments) {
  if (!stop.restart) {
    stop.printer.say("this program cannot be restarted");
  } else if (const std::string wrong = stop.restart(arguments); !wrong.empty()) {
    stop.printer.say(wrong);
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"step",
     {"s"},
     Group::running,
     Takes::nothing,
     Repeat::same,
     "",
     "run to the next line, into calls too",
     "",
     step},
    {"next",
     {"n"},
     Group::running,
     Takes::nothing,
     Repeat::same,
     "",
     "run to the next line of this frame, over calls",
     "Of the selected frame, after `up`. A `yield` or an `await` stays in its frame. Where the\n"
     "frame is left, the next line of a caller stops.",
     next},
    {"return",
     {"r"},
     Group::running,
     Takes::nothing,
     Repeat::same,
     "",
     "run until this frame returns",
     "Stops there and tells the value, which `retval` shows whole. A generator is left by its next\n"
     "`yield`, too. Where an exception leaves the frame, the first line behind it stops.",
     return_},
    {"until",
     {"unt"},
     Group::running,
     Takes::text,
     Repeat::bare,
     "[LINE]",
     "run to a line further down",
     "To the first line of this frame behind the current one, or to LINE or one behind it: gets\n"
     "out of loops. Where the frame is left first, that stops too.",
     until},
    {"jump",
     {"j"},
     Group::running,
     Takes::text,
     Repeat::no,
     "LINE",
     "go on at another line of this frame",
     "What is between does not run. Python refuses some: into loops, `with` and `except` blocks. Locals\n"
     "that are unbound become None, from Python 3.12 on.",
     jump},
    {"continue",
     {"c", "cont"},
     Group::running,
     Takes::nothing,
     Repeat::no,
     "",
     "run until a breakpoint stops",
     "",
     continue_},
    {"restart",
     {"run"},
     Group::running,
     Takes::text,
     Repeat::no,
     "[ARGUMENTS]",
     "start the program anew, in this process",
     "With ARGUMENTS instead of those it had. Exit functions run first. All that stops the program is\n"
     "kept, as `save` has it: breakpoints with their conditions and commands, catches, `stopwhen`,\n"
     "watches of a module's names, `skip` and `only`; so are traces and counts. Aliases and displays\n"
     "are not.",
     restart},
    {"quit",
     {"q", "exit"},
     Group::running,
     Takes::nothing,
     Repeat::no,
     "",
     "end the program, with status 1",
     "What is buffered is written and exit functions run; no exception passes through the\n"
     "program.",
     quit},
};

}  // namespace

std::span<const Command> run_commands() { return table; }

}  // namespace pyinstr::shell
