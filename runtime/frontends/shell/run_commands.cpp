#include "command_functions.h"
#include "place.h"
#include "printer.h"

namespace pyinstr::shell {

using engine::Resume;
using engine::ResumeKind;

bool has_ended(Stop& stop) {
  if (stop.event.post_mortem) {
    stop.printer.say("the program has ended here: nothing can be run; `continue` leaves the post-mortem");
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


}  // namespace pyinstr::shell
