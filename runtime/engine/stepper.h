/// Stepping: one pending step per thread, and the rule that says where it ends.
///
/// A step over, out or until belongs to a frame, its origin. Frames are compared by identity,
/// never by depth, so recursion, generators and coroutines need no rule of their own beyond:
///  - a report in the origin ends a step over (until: if its line is far enough);
///  - while the origin runs, a report elsewhere comes from a callee and ends nothing;
///  - while the origin is suspended, the step waits for it: `next` over a yield, an await or a switch
///    of greenlets stays in its frame. A step out ends in the consumer, which is a frame below it;
///  - once the origin is finished, a report in a frame that was below it ends the step; another
///    callee of such a frame does not (`f() + g()`). Where the frames below that report are all
///    left too, and code that does not report called them (a library's callback, a thread's start),
///    whatever reports next on the thread ends it: there is no better place.
/// A coroutine that a loop has resumed has its awaiter as caller, not the loop. And a step into
/// calls stays in its task: of other tasks only those end it that had not begun.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "event_source.h"
#include "stack.h"
#include "stop_event.h"

namespace pyinstr::engine {

/// What a thread is on the way to. Keeps its frames alive, so that no other gets their ids.
struct Step {
  ResumeKind kind = ResumeKind::step_in;  ///< step_in, step_over, step_out or until
  StepReach reach = StepReach::anywhere;
  StopReason reason = StopReason::step;
  Line line = 0;    ///< until: the first line of the origin that will do
  FrameRef origin;  ///< null for step_in
  /// Frames below the origin that report, when the step began: the unbroken row of its callers…
  std::vector<FrameRef> callers;
  std::vector<FrameRef> further;  ///< …and those below one that does not
  FrameRef task;                  ///< step_in: the oldest frame of its task; null if it is in none
  std::vector<FrameRef> others;   ///< step_in: the same of tasks that had begun
};

/// The step a Resume asks for at a stop on `line`. Until without a line means one past `line` if
/// it is of the stopped frame; of an older frame, whose line only the front end knows, any.
Step begin_step(const Resume& resume, Line line, Stack& stack);

/// Whether the step ends where the stack's top frame reports `line`.
bool ends(const Step& step, Line line, Stack& stack);

/// The pending steps. Watches their threads through the event source.
///
/// Dropping a step drops frames, which may run the program's code: it is done last, when the
/// table is whole again.
class Stepper {
 public:
  explicit Stepper(EventSource& source) : source_(source) {}

  bool empty() const { return steps_.empty(); }
  /// Replaces the thread's step.
  void begin(ThreadId thread, Step step);
  void end(ThreadId thread);
  void end_all();
  void end_others(ThreadId thread);
  /// The reason to stop here, if the thread's step ends. The step stays: begin, let_go or
  /// end follows.
  std::optional<StopReason> ended(Line line, Stack& stack);
  /// Lets go of the frames of the thread's step, but not of the thread: it stays watched while
  /// people think about what comes next.
  void let_go(ThreadId thread);

 private:
  EventSource& source_;
  std::map<ThreadId, Step> steps_;
};

}  // namespace pyinstr::engine
