#include "call_trace.h"

#include <algorithm>

namespace pyinstr::engine {
namespace {

/// What is said between the place and the text.
std::string verb(CallKind kind) {
  switch (kind) {
    case CallKind::called:
    case CallKind::resumed: return {};
    case CallKind::returned: return "returns ";
    case CallKind::yielded: return "yields ";
    case CallKind::waits: return "waits";
    case CallKind::raised: return "raises ";
    case CallKind::handled: return "handles ";
    case CallKind::left: return "left by ";
  }
  return {};
}

std::string indent(int depth) {
  const std::string blanks(2 * static_cast<std::size_t>(std::min(depth, deepest_indent)), ' ');
  return depth > deepest_indent ? blanks + "[" + std::to_string(depth) + "] " : blanks;
}

}  // namespace

std::string call_row(Files& files, const CallEvent& event, Stack& stack) {
  const bool begins = event.kind == CallKind::called || event.kind == CallKind::resumed;
  const std::string place = row_place(files, event.file, event.line, begins ? std::string() : event.function, stack);
  std::string what = verb(event.kind);
  if (event.kind == CallKind::called) what = event.function + "(" + event.text() + ")";
  else if (event.kind == CallKind::resumed) what = event.function + " goes on";
  else if (event.kind != CallKind::waits) what += event.text();
  return indent(event.depth()) + place + ": " + what;
}

void CallTrace::on_call(const CallEvent& event, Stack& stack) {
  if (scope_.takes(files_, event.file, event.function)) sink_(call_row(files_, event, stack));
}

}  // namespace pyinstr::engine
