#include "command_tables.h"
#include "kept.h"
#include "printer.h"

namespace pyinstr::shell {
namespace {

using engine::Evaluation;

void show(Stop& stop, const Display& display) {
  stop.printer.say("display " + display.expression + ": " + display.value);
}

void show_all(Stop& stop, const engine::Frame& frame) {
  const std::vector<Display> displays = stop.kept.displays.of(frame);
  if (displays.empty()) stop.printer.say("this frame displays nothing");
  for (Display display : displays) {
    display.value = stop.inspector.evaluate(stop.frame, display.expression).text;
    show(stop, display);
  }
}

/// What is no expression will never have a value; what fails now may have one later.
bool is_expression(const Evaluation& evaluation) {
  return evaluation.kind != Evaluation::Kind::failed ||
         evaluation.text.find("SyntaxError: ") == std::string::npos;
}

void add(Stop& stop, const engine::FrameRef& frame, std::string_view expression) {
  const Evaluation evaluation = stop.inspector.evaluate(stop.frame, expression);
  if (!is_expression(evaluation)) return stop.printer.say(evaluation.text);
  const Display display{stop.event.thread, frame, std::string(expression), evaluation.text};
  if (stop.kept.displays.add(display)) return show(stop, display);
  stop.printer.say("`" + display.expression + "` is displayed already");
}

Outcome display(Stop& stop, std::string_view arguments) {
  const engine::FrameRef frame = stop.inspector.identity(stop.frame);
  if (frame == nullptr) {
    stop.printer.say("there is no frame to display anything in");
  } else if (arguments.empty()) {
    show_all(stop, *frame);
  } else {
    add(stop, frame, arguments);
  }
  return std::nullopt;
}

Outcome undisplay(Stop& stop, std::string_view arguments) {
  const engine::FrameRef frame = stop.inspector.identity(stop.frame);
  if (frame == nullptr) return std::nullopt;
  if (arguments.empty()) {
    stop.kept.displays.remove_all(*frame);
  } else if (!stop.kept.displays.remove(*frame, arguments)) {
    stop.printer.say("`" + std::string(arguments) + "` is not displayed in this frame");
  }
  return std::nullopt;
}

constexpr Command table[] = {
    {"display",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "[EXPRESSION]",
     "show a value at each stop in this frame where it has changed",
     "Without EXPRESSION all that the frame displays, as it is now. An error is a value, too.",
     display},
    {"undisplay",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "[EXPRESSION]",
     "do not display it any more",
     "Without EXPRESSION nothing that the frame displays.",
     undisplay},
};

}  // namespace

std::span<const Command> display_commands() { return table; }

void show_changed_displays(Stop& stop) {
  Displays& displays = stop.kept.displays;
  if (displays.empty()) return;
  displays.drop_finished(stop.event.thread);
  const engine::FrameRef frame = stop.inspector.identity(0);
  if (frame == nullptr) return;
  for (Display display : displays.of(*frame)) {
    const std::string value = stop.inspector.evaluate(0, display.expression).text;
    if (value == display.value) continue;
    displays.update(*frame, display.expression, value);
    stop.printer.say("display " + display.expression + ": " + value + "  [old: " + display.value +
                     "]");
  }
}

}  // namespace pyinstr::shell
