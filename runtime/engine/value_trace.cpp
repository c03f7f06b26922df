#include "value_trace.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>


namespace pyinstr::engine {
namespace {

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Names, but no attributes.
std::set<std::string> names_in(const std::string& text) {
  std::set<std::string> names;
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = std::find_if(at, text.end(), is_name_character);
    at = std::find_if_not(begin, text.end(), is_name_character);
    const bool is_attribute = begin != text.begin() && *std::prev(begin) == '.';
    if (begin != at && !is_attribute) names.emplace(begin, at);
  }
  return names;
}

}  // namespace

/// Most likely first. A frame that had no value before has bound it itself.
std::vector<Trail::Step> ValueTrace::suspects(const ValueChange& change, ThreadId thread) const {
  const bool by_itself = change.is_certain || !change.before;
  return by_itself ? lines_.suspects_in(thread, change.frame) : changers_.suspects(thread, change.frame);
}

/// Whether the round of a `for` binds a name of the expression: then nobody else is to blame.
bool ValueTrace::is_bound_by(const ReachedLine& reached) const {
  if (!reached.round) return false;
  const std::string header = files_.line_text(reached.file, reached.line);
  const auto begin = header.find("for "), end = header.find(" in ", begin);
  if (end == std::string::npos) return false;
  const std::set<std::string> bound = names_in(header.substr(begin + 4, end - begin - 4));
  const std::set<std::string> used = names_in(text_);
  return std::any_of(used.begin(), used.end(), [&](const std::string& name) { return bound.contains(name); });
}

std::string ValueTrace::row(const ValueChange& change, const Trail::Step& here, const std::vector<Trail::Step>& by,
                            Stack& stack) const {
  const Trail::Step& place = by.empty() ? here : by.front();
  std::string text = row_place(files_, place.file, place.line, place.function, stack) + ": " + text_ + " = " + change.now;
  if (change.before) text += ", was " + *change.before;
  for (std::size_t i = 1; i < by.size(); ++i) {
    text += " (or by " + files_.short_name(files_.path(by[i].file)) + ":" + std::to_string(by[i].line) + ")";
  }
  return text;
}

void ValueTrace::on_line(const ReachedLine& reached, Stack& stack) {
  const std::string function = files_.file(reached.file).sites[static_cast<std::size_t>(reached.site)].function;
  if (!scope_.takes(files_, reached.file, function)) return;
  const Trail::Step here{stack.top(), reached.file, reached.line, function};
  const bool bound_here = is_bound_by(reached);
  for (const ValueChange& change : value_->look()) {
    const bool by_header = bound_here && (change.frame == here.frame || change.frame == 0);
    std::vector<Trail::Step> by;
    if (!by_header) by = suspects(change, stack.thread());
    sink_(row(change, here, by, stack));
  }
  lines_.reached(stack.thread(), here);
  if (value_->can_change_here()) changers_.reached(stack.thread(), here);
}

}  // namespace pyinstr::engine
