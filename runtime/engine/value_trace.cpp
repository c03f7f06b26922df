#include "value_trace.h"

#include "file_name.h"

namespace pyinstr::engine {

/// Most likely first. A frame that had no value before has bound it itself.
std::vector<Trail::Step> ValueTrace::suspects(const ValueChange& change, ThreadId thread) const {
  const bool by_itself = change.is_certain || !change.before;
  return by_itself ? lines_.suspects_in(thread, change.frame) : changers_.suspects(thread, change.frame);
}

std::string ValueTrace::row(const ValueChange& change, const Trail::Step& here, Stack& stack) const {
  const std::vector<Trail::Step> by = suspects(change, stack.thread());
  const Trail::Step& place = by.empty() ? here : by.front();
  std::string text = row_place(files_, place.file, place.line, place.function, stack) + ": " + text_ + " = " + change.now;
  if (change.before) text += ", was " + *change.before;
  for (std::size_t i = 1; i < by.size(); ++i) {
    text += " (or by " + short_name(files_, files_.path(by[i].file)) + ":" + std::to_string(by[i].line) + ")";
  }
  return text;
}

void ValueTrace::on_line(const ReachedLine& reached, Stack& stack) {
  const std::string function = files_.file(reached.file).sites[static_cast<std::size_t>(reached.site)].function;
  if (!scope_.takes(files_, reached.file, function)) return;
  const Trail::Step here{stack.top(), reached.file, reached.line, function};
  for (const ValueChange& change : value_->look()) sink_(row(change, here, stack));
  lines_.reached(stack.thread(), here);
  if (value_->can_change_here()) changers_.reached(stack.thread(), here);
}

}  // namespace pyinstr::engine
