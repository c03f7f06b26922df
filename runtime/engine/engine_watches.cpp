/// The engine's watchpoints and its global break conditions: both are asked at every line.
#include <utility>

#include "engine.h"

namespace pyinstr::engine {
namespace {

std::string place_of(Files& files, const Trail::Step& step) {
  return files.short_name(files.path(step.file)) + ":" + std::to_string(step.line) + " in " +
         step.function;
}

std::string told(Files& files, const std::vector<Trail::Step>& suspects) {
  std::string text;
  for (const Trail::Step& step : suspects) {
    text += (text.empty() ? ", by " : " or by ") + place_of(files, step);
  }
  return text;
}

std::string named(const Watch& watch) {
  return "watch " + std::to_string(watch.number) + ": `" + watch.expression + "`";
}

}  // namespace

SetResult Engine::watch(ThreadId thread, int frame, std::string expression, std::string condition) {
  if (detached_) return {0, "the debugger has let go of this process"};
  const auto stopped = stopped_.find(thread);
  if (stopped == stopped_.end() || stopped->second.stack == nullptr) return {0, "a watch is set where a thread has stopped"};
  Watch watch;
  std::string error;
  watch.value = evaluator_.watch(expression, condition, *stopped->second.stack, frame, error);
  if (watch.value == nullptr) return {0, "watch `" + expression + "`: " + error};
  watch.expression = std::move(expression);
  watch.condition = std::move(condition);
  const int number = watch.number = ++last_watch_;
  const std::string function = watch.value->function();
  std::string message = named(watch) + " is " + watch.value->value();
  if (!function.empty()) message += ", until " + function + " returns";
  if (watches_.empty()) trail_.clear();
  trail_.reached(thread, stopped->second.step);
  watches_.emplace(number, std::move(watch));
  ++revision_;
  hear_all();
  return {number, message};
}

SetResult Engine::watch_module(std::string module, std::string expression, std::string condition) {
  if (detached_) return {0, "the debugger has let go of this process"};
  for (const auto& [number, there] : watches_) {
    const bool same = there.expression == expression && there.condition == condition;
    if (same && there.value->module() == module) return {number, "there already is " + named(there), true};
  }
  Watch watch;
  std::string error;
  watch.value = evaluator_.watch_module(expression, condition, module, error);
  if (watch.value == nullptr) return {0, "watch `" + expression + "`: " + error};
  watch.expression = std::move(expression);
  watch.condition = std::move(condition);
  const int number = watch.number = ++last_watch_;
  std::string message = named(watch) + " of " + module + " is " + watch.value->value();
  if (watches_.empty()) trail_.clear();
  watches_.emplace(number, std::move(watch));
  ++revision_;
  hear_all();
  return {number, message};
}

bool Engine::unwatch(int number) {
  const auto removed = watches_.extract(number);  // dies last: it may hold the program's objects
  if (removed.empty()) return false;
  ++revision_;
  hear_all();
  return true;
}

std::vector<Watch> Engine::watches() const {
  std::vector<Watch> all;
  for (const auto& [number, watch] : watches_) all.push_back(watch);
  return all;
}

/// False as in report(). Looks may run Python: the table is looked up anew after each.
bool Engine::look_at_watches(const Report& report, Stack& stack, std::vector<std::string>& notes) {
  const std::uintptr_t top = stack.top();
  for (auto next = watches_.begin(); next != watches_.end();) {
    const int number = next->first;
    const std::shared_ptr<WatchedValue> value = next->second.value;
    const Look look = value->look();
    if (look.kind == Look::Kind::interrupted) return false;
    const auto found = watches_.find(number);
    if (found != watches_.end()) tell_look(found->second, look, stack.thread(), top, notes);
    if (look.kind == Look::Kind::gone) unwatch(number);
    next = watches_.upper_bound(number);
  }
  const auto& site = files_.file(report.file).sites[static_cast<std::size_t>(report.site)];
  if (!watches_.empty()) trail_.reached(stack.thread(), {top, report.file, report.line, site.function});
  return true;
}

void Engine::tell_look(Watch& watch, const Look& look, ThreadId thread, std::uintptr_t top,
                       std::vector<std::string>& notes) {
  if (look.kind == Look::Kind::gone) {
    notes.push_back(named(watch) + " is gone: " + watch.value->function() +
                    " has returned; it was " + look.before);
  }
  if (look.kind != Look::Kind::changed) return;
  ++watch.hits;
  std::vector<Trail::Step> suspects;
  if (look.frame != 0) suspects = trail_.suspects_in(thread, look.frame);
  if (suspects.empty()) suspects = trail_.suspects(thread, top);
  notes.push_back(named(watch) + " changed from " + look.before + " to " + look.now +
                  told(files_, suspects));
  if (!look.note.empty()) notes.push_back("condition of watch " + std::to_string(watch.number) + " failed: " + look.note);
}

SetResult Engine::stop_when(ThreadId thread, std::string text) {
  if (detached_) return {0, "the debugger has let go of this process"};
  std::string error;
  StopWhen wanted{std::move(text), nullptr};
  wanted.condition = evaluator_.compile(wanted.text, error);
  if (wanted.condition == nullptr) return {0, "condition `" + wanted.text + "`: " + error};
  std::string message = "stops when `" + wanted.text + "` becomes true";
  if (const auto stopped = stopped_.find(thread); stopped != stopped_.end() && stopped->second.stack != nullptr) {
    const Verdict now = evaluator_.ask(*wanted.condition, *stopped->second.stack);
    wanted.held = now.kind == Verdict::Kind::yes;
    if (wanted.held) message = "`" + wanted.text + "` is true already: stops when it becomes true again";
  }
  const int number = ++last_stop_when_;
  stop_whens_.emplace(number, std::move(wanted));
  ++revision_;
  hear_all();
  return {number, std::to_string(number) + ": " + message};
}

bool Engine::forget_stop_when(int number) {
  const auto removed = stop_whens_.extract(number);
  if (removed.empty()) return false;
  ++revision_;
  hear_all();
  return true;
}

std::vector<std::pair<int, std::string>> Engine::stop_whens() const {
  std::vector<std::pair<int, std::string>> all;
  for (const auto& [number, wanted] : stop_whens_) all.emplace_back(number, wanted.text);
  return all;
}

/// False as in report(). A name that the frame does not have leaves the answer as it was.
bool Engine::ask_stop_whens(Stack& stack, std::vector<std::string>& notes) {
  for (auto next = stop_whens_.begin(); next != stop_whens_.end();) {
    const int number = next->first;
    const std::shared_ptr<Condition> condition = next->second.condition;
    const Verdict verdict = evaluator_.ask(*condition, stack);
    if (verdict.kind == Verdict::Kind::interrupted) return false;
    next = stop_whens_.upper_bound(number);
    const auto found = stop_whens_.find(number);
    if (found == stop_whens_.end() || verdict.undefined) continue;
    StopWhen& wanted = found->second;
    const bool holds = verdict.kind == Verdict::Kind::yes;
    const bool fails = verdict.kind == Verdict::Kind::failed;
    if (holds && !wanted.held) notes.push_back("`" + wanted.text + "` is true");
    if (fails && !std::exchange(wanted.failed, true)) {
      notes.push_back("`" + wanted.text + "` failed: " + verdict.text);
    }
    wanted.held = holds;
  }
  return true;
}

/// Asks the source for every line of every thread while somebody needs them.
void Engine::hear_all() {
  const bool wanted = !watches_.empty() || !stop_whens_.empty();
  if (std::exchange(hears_all_, wanted) != wanted) source_.watch_thread(0, wanted);
  if (watches_.empty()) trail_.clear();
  set_gate();
}

}  // namespace pyinstr::engine
