#include "arming.h"

#include <algorithm>
#include <utility>

namespace pyinstr::shell {
namespace {

using engine::BreakpointState;
using engine::SetResult;

void arm_breakpoint(const engine::SavedBreakpoint& one, engine::Engine& engine, CommandLists& lists,
                    const TellArmed& tell) {
  const SetResult set = engine.set(one.spec);
  const auto there = engine.find(set.number);
  if (!there) return tell(set.message, true);
  if (!set.was_there) {
    if (!one.enabled) engine.enable(set.number, false);
    if (one.ignore > 0) engine.ignore(set.number, one.ignore);
    lists.set(set.number, one.commands);
  }
  tell(set.message, there->moved || there->state == BreakpointState::refused);
}

void arm_catch(const std::string& text, engine::Engine& engine, const TellArmed& tell) {
  std::string error;
  auto spec = engine::parse_catch(text, error);
  const SetResult set = spec ? engine.catch_exceptions(std::move(*spec)) : SetResult{0, error};
  tell(set.message, set.number == 0);
}

void arm_stop_when(const std::string& text, engine::Engine& engine, engine::ThreadId thread,
                   const TellArmed& tell) {
  for (const auto& [number, there] : engine.stop_whens()) {
    if (there == text) return tell("there already is `" + text + "`", false);
  }
  const SetResult set = engine.stop_when(thread, text);
  tell(set.message, set.number == 0);
}

std::vector<std::string> joined(std::vector<std::string> patterns, const std::vector<std::string>& more) {
  for (const std::string& pattern : more) {
    const bool there = std::find(patterns.begin(), patterns.end(), pattern) != patterns.end();
    if (!there) patterns.push_back(pattern);
  }
  return patterns;
}

void arm_patterns(const engine::Saved& saved, engine::Engine& engine, const TellArmed& tell) {
  if (saved.skip.empty() && saved.only.empty()) return;
  engine.filter_steps(joined(engine.step_filter().skip(), saved.skip),
                      joined(engine.step_filter().only(), saved.only));
  for (const auto& pattern : saved.skip) tell("steps pass over " + pattern, false);
  for (const auto& pattern : saved.only) tell("steps go into " + pattern + " only", false);
}

void count(std::string& text, std::size_t number, const std::string& what, const char* several = "s") {
  if (number == 0) return;
  text += (text.empty() ? "" : ", ") + std::to_string(number) + " " + what + (number == 1 ? "" : several);
}

}  // namespace

engine::Saved armed(engine::Engine& engine, engine::Files& files, const CommandLists& lists) {
  std::vector<int> numbers;
  engine::Saved saved = saved_of(engine, files, &numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto* const commands = lists.find(numbers[i]);
    if (commands != nullptr) saved.breakpoints[i].commands = *commands;
  }
  return saved;
}

void arm(const engine::Saved& saved, engine::Engine& engine, CommandLists& lists, const TellArmed& tell) {
  constexpr engine::ThreadId no_thread = 0;
  for (const auto& one : saved.breakpoints) arm_breakpoint(one, engine, lists, tell);
  for (const auto& text : saved.catches) arm_catch(text, engine, tell);
  for (const auto& text : saved.stop_whens) arm_stop_when(text, engine, no_thread, tell);
  for (const auto& watch : saved.watches) {
    const SetResult set = engine.watch_module(watch.module, watch.expression, watch.condition);
    tell(set.message, set.number == 0);
  }
  arm_patterns(saved, engine, tell);
}

std::string in_words(const engine::Saved& saved) {
  std::string text;
  count(text, saved.breakpoints.size(), "breakpoint");
  count(text, saved.catches.size(), "catch", "es");
  count(text, saved.stop_whens.size(), "condition");
  count(text, saved.watches.size(), "watch", "es");
  count(text, saved.skip.size() + saved.only.size(), "pattern");
  return text.empty() ? "nothing" : text;
}

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return std::string(path.substr(0, slash == path.npos || slash == 0 ? 0 : slash));
}

}  // namespace pyinstr::shell
