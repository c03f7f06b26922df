#include <algorithm>

#include "close_names.h"
#include "engine.h"

namespace pyinstr::engine {
namespace {

/// Why the condition is no expression; empty if it is one. `$_exception` and the like are names.
std::string wrong_with(std::string condition, Evaluator& evaluator) {
  std::replace(condition.begin(), condition.end(), '$', '_');
  std::string error;
  if (condition.empty() || evaluator.compile(condition, error) != nullptr) return {};
  return error;
}

/// Names become those of the classes. Gives what there is to say of names that no class has, a line each.
std::string settle_names(CatchSpec& spec, ExceptionSource& source) {
  std::string unknown;
  for (std::string& type : spec.types) {
    ExceptionName known = source.look_up(type);
    if (known.own.empty()) unknown += "\nthere is no class `" + type + "` yet" + did_you_mean(type, known.others);
    else type = std::move(known.own);
  }
  return unknown;
}

}  // namespace

SetResult Engine::catch_exceptions(CatchSpec spec) {
  if (detached_) return {0, "the debugger has let go of this process"};
  if (exception_source_ == nullptr) return {0, "exceptions cannot be caught here"};
  const std::string error = wrong_with(spec.condition, evaluator_);
  if (!error.empty()) return {0, "condition `" + spec.condition + "`: " + error};
  const std::string unknown = settle_names(spec, *exception_source_);
  const std::string text = text_of(spec);
  for (const auto& [number, there] : catches_) {
    if (text_of(there.spec) == text) return {number, "there already is catch " + std::to_string(number) + ": " + text, true};
  }
  const int number = ++last_catch_;
  ++revision_;
  catches_[number] = {number, std::move(spec)};
  const std::string refusal = watch_exceptions();
  if (refusal.empty()) return {number, "catch " + std::to_string(number) + ": " + text + unknown};
  clear_catch(number);
  return {0, "exceptions cannot be caught: " + refusal};
}

bool Engine::clear_catch(int number) {
  if (catches_.erase(number) == 0) return false;
  ++revision_;
  watch_exceptions();
  return true;
}

std::vector<Catch> Engine::catches() const {
  std::vector<Catch> all;
  for (const auto& [number, one] : catches_) all.push_back(one);
  return all;
}

std::string Engine::watch_exceptions() {
  if (exception_source_ == nullptr) return {};
  ExceptionInterest interest = ExceptionInterest::none;
  for (const auto& [number, one] : catches_) {
    const bool raised = one.spec.when == CatchWhen::raised;
    interest = std::max(interest, raised ? ExceptionInterest::raised : ExceptionInterest::handling);
  }
  return exception_source_->watch(interest);
}

bool Engine::on_exception(const ExceptionEvent& event, Stack& stack) {
  if (detached_) return false;
  StopEvent stopped;
  bool unhandled = false;
  std::vector<int> numbers;
  for (const auto& [number, one] : catches_) numbers.push_back(number);
  // By number, looked up anew each time: a condition may let other threads change the table.
  bool meant = false;
  for (int number : numbers) {
    const auto found = catches_.find(number);
    if (found == catches_.end() || !is_meant(found->second.spec, event)) continue;
    bool holds = true;
    if (!ask_catch(number, event, stopped, holds)) return false;
    const auto still = catches_.find(number);
    if (!holds || still == catches_.end()) continue;
    ++still->second.hits;
    meant = true;
    unhandled = unhandled || still->second.spec.when != CatchWhen::raised;
  }
  if (!meant) return false;
  stopped.reason = StopReason::exception;
  stopped.thread = stack.thread();
  stopped.file = event.file;
  stopped.line = event.line;
  stopped.function = event.function;
  stopped.exception = event.text + (unhandled ? event.handled ? " (unhandled)" : " (uncaught)" : "");
  stop(stopped, stack);
  return unhandled;
}

/// Sets `holds`. False if an exception waits to leave the debugger.
bool Engine::ask_catch(int number, const ExceptionEvent& event, StopEvent& stopped, bool& holds) {
  const std::string condition = catches_.at(number).spec.condition;
  if (condition.empty()) return true;
  const Verdict verdict = event.ask(condition);
  holds = verdict.kind == Verdict::Kind::yes;
  if (verdict.kind != Verdict::Kind::failed) return verdict.kind != Verdict::Kind::interrupted;
  const auto found = catches_.find(number);
  if (found == catches_.end() || found->second.condition_failed) return true;
  found->second.condition_failed = true;
  stopped.notes.push_back("condition of catch " + std::to_string(number) + " failed: " + verdict.text);
  holds = true;
  return true;
}

}  // namespace pyinstr::engine
