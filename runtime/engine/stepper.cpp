#include "stepper.h"

#include <algorithm>
#include <utility>

namespace pyinstr::engine {
namespace {

void record_callers(Step& step, Stack& stack, int origin) {
  const int root = stack.task_root();
  bool unbroken = true;
  for (int index = origin + 1; FrameRef frame = stack.frame(index); ++index) {
    if (root >= origin && index == root + 1) {
      for (FrameRef& awaiter : stack.task().awaiters) step.callers.push_back(std::move(awaiter));
    }
    if (!stack.reports(index)) {
      unbroken = false;
      continue;
    }
    (unbroken ? step.callers : step.further).push_back(std::move(frame));
  }
  // Whoever waits for a task, or is called by code that does not report, may be anywhere.
  if (unbroken && root < 0) step.reach = StepReach::stack;
}

void record_task(Step& step, Stack& stack) {
  const int root = stack.task_root();
  if (root < 0) return;
  TaskFrames task = stack.task();
  step.task = stack.frame(root);
  step.others = std::move(task.others);
  step.callers = std::move(task.awaiters);
}

bool among(const std::vector<FrameRef>& frames, std::uintptr_t id) {
  return std::any_of(frames.begin(), frames.end(),
                     [id](const FrameRef& frame) { return frame->id() == id; });
}

bool below(const Step& step, std::uintptr_t id) {
  return among(step.callers, id) || among(step.further, id);
}

bool all_finished(const std::vector<FrameRef>& frames) {
  return std::all_of(frames.begin(), frames.end(),
                     [](const FrameRef& frame) { return frame->state() == FrameState::finished; });
}

bool ends_in_origin(const Step& step, Line line) {
  if (step.kind == ResumeKind::step_over) return true;
  return step.kind == ResumeKind::until && line >= step.line;
}

bool ends_elsewhere(const Step& step, std::uintptr_t top) {
  switch (step.origin->state()) {
    case FrameState::running: return false;
    case FrameState::suspended: return step.kind == ResumeKind::step_out && below(step, top);
    case FrameState::finished: return below(step, top) || all_finished(step.callers);
  }
  return false;
}

/// A step into calls, begun in a task: whether it ends here.
bool ends_in_task(const Step& step, Stack& stack) {
  const bool finished = step.task->state() == FrameState::finished;
  if (finished && all_finished(step.callers)) return true;
  if (among(step.callers, stack.top())) return finished;
  const int root = stack.task_root();
  if (root < 0) return false;
  const std::uintptr_t here = stack.frame(root)->id();
  return here == step.task->id() || !among(step.others, here);
}

}  // namespace

Step begin_step(const Resume& resume, Line line, Stack& stack) {
  Step step;
  step.kind = resume.kind == ResumeKind::jump ? ResumeKind::step_in : resume.kind;
  if (step.kind == ResumeKind::step_in) {
    record_task(step, stack);
    return step;
  }
  step.origin = stack.frame(resume.frame);
  if (step.origin == nullptr) {
    step.kind = ResumeKind::step_in;
    return step;
  }
  const Line past = resume.frame == 0 ? line + 1 : 0;
  step.line = resume.line != 0 ? resume.line : past;
  record_callers(step, stack, resume.frame);
  return step;
}

bool ends(const Step& step, Line line, Stack& stack) {
  if (step.task != nullptr) return ends_in_task(step, stack);
  if (step.origin == nullptr) return true;
  const std::uintptr_t top = stack.top();
  if (step.origin->id() == top) return ends_in_origin(step, line);
  return ends_elsewhere(step, top);
}

void Stepper::begin(ThreadId thread, Step step) {
  source_.step_reaches(thread, step.reach);
  const auto [it, fresh] = steps_.try_emplace(thread);
  std::swap(it->second, step);  // the old one dies with the argument
  if (fresh) source_.watch_thread(thread, true);
}

void Stepper::end(ThreadId thread) {
  const auto step = steps_.extract(thread);
  if (!step.empty()) source_.watch_thread(thread, false);
}

void Stepper::end_all() {
  const std::map<ThreadId, Step> ended = std::exchange(steps_, {});
  for (const auto& [thread, step] : ended) source_.watch_thread(thread, false);
}

void Stepper::end_others(ThreadId thread) {
  std::vector<ThreadId> others;
  for (const auto& [of, step] : steps_) {
    if (of != thread) others.push_back(of);
  }
  for (const ThreadId other : others) end(other);
}

std::optional<StopReason> Stepper::ended(Line line, Stack& stack) {
  const auto it = steps_.find(stack.thread());
  if (it == steps_.end() || !ends(it->second, line, stack)) return std::nullopt;
  return it->second.reason;
}

void Stepper::let_go(ThreadId thread) {
  const auto it = steps_.find(thread);
  if (it == steps_.end()) return;
  const Step ended = std::exchange(it->second, Step{});
}

}  // namespace pyinstr::engine
