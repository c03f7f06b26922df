/// Backwards: what the engine tells those who feed it. Hooks implement it with flags kept per
/// code object, monitoring with local events, tests with a list.
#pragma once

#include <memory>

#include "passed_hits.h"
#include "source_file.h"
#include "stack.h"

namespace pyinstr::engine {

class Condition;

/// What a source may ask of the only breakpoint on a site.
struct SoleBreakpoint {
  int number = 0;  ///< 0: there is nothing to ask, or something else is to be told there, too
  std::shared_ptr<Condition> condition;  ///< null if none
  std::shared_ptr<PassedHits> passed;    ///< null if it need not count
};

/// Where a thread's step may end.
enum class StepReach {
  stack,     ///< in frames that are on the thread's stack now
  anywhere,  ///< in code that is called, or that runs later, too
};

/// No thread has this id.
inline constexpr ThreadId all_threads = 0;

class EventSource {
 public:
  virtual ~EventSource() = default;
  /// From the next take_effect() on the site must report. A source may report more than it was asked for.
  /// These two, ask_first and pass_hits let no other thread in: the engine is in the middle of a change.
  virtual void arm(FileId file, SiteNumber site) = 0;
  virtual void disarm(FileId file, SiteNumber site) = 0;
  /// From now on a report of that armed site is of no use while nothing but its breakpoint makes it
  /// report, and the condition declines, or it holds and the hit passes: a source that can ask more cheaply than
  /// the engine may ask first, and hand on what the condition answered (LineEvent::asked). With number 0, or
  /// when the site is disarmed: no more. For sources that cannot, nothing.
  virtual void ask_first(FileId file, SiteNumber site, const SoleBreakpoint& breakpoint) {
    static_cast<void>(file), static_cast<void>(site), static_cast<void>(breakpoint);
  }
  /// For a breakpoint that lets hits pass. Null from a source that cannot count them more cheaply than the engine.
  virtual std::shared_ptr<PassedHits> pass_hits() { return nullptr; }
  /// What was armed and disarmed is so now. May let other threads in.
  virtual void take_effect() {}
  /// While watched, every site reached on that thread must report; or on all_threads.
  virtual void watch_thread(ThreadId thread, bool watched) = 0;
  /// What watch_thread is wanted for, where it is for a step; said before, and again for each step that
  /// begins while the thread is watched. Sites that the step cannot end at need not report. On the
  /// thread itself, if it is the running one.
  virtual void step_reaches(ThreadId thread, StepReach reach) {
    static_cast<void>(thread), static_cast<void>(reach);
  }
  /// While watched, files that begin to run are told to Engine::file_loaded: a breakpoint waits for
  /// one. For sources whose files do not tell of themselves.
  virtual void watch_files(bool watched) { static_cast<void>(watched); }
  /// Other code than before may be stepped into.
  virtual void step_filter_changed() {}
};

}  // namespace pyinstr::engine
