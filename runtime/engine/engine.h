/// The one place that decides whether a line stops. Hooks, monitoring and the tests' fake all
/// enter by on_line.
///
/// Threads: every member is called by a thread that holds the interpreter (for a fake: by one
/// thread at a time). A call out (Evaluator, StopListener, EventSource but for what it says
/// lets nobody in) may let other threads in, so no member keeps a reference into the tables across one.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "armed_sites.h"
#include "breakpoint.h"
#include "breakpoint_index.h"
#include "event_source.h"
#include "exception_filter.h"
#include "family.h"
#include "step_filter.h"
#include "stepper.h"
#include "stop_event.h"
#include "views.h"
#include "watch.h"

namespace pyinstr::engine {

/// What the only condition of a site has answered already.
struct Asked {
  int number = 0;  ///< of its breakpoint; 0: nobody was asked
  Verdict verdict;
};

/// A site was reached.
struct LineEvent {
  FileId file = 0;
  SiteNumber site = 0;
  bool stepped_over = false;  ///< in code that no step may end in: breakpoints alone are asked
  Asked asked = {};  ///< what the source was told to ask first (EventSource::ask_first), if it did
};

/// Who is told of a stop and says how to go on.
class StopListener {
 public:
  virtual ~StopListener() = default;
  virtual Resume stopped(const StopEvent& event, Stack& stack) = 0;
  /// A log point was reached. On its thread, which goes on at once.
  virtual void logged(const LogRecord& record) = 0;
  /// Threads are to be held, or no more; then hold_here is called where one reports a line.
  virtual void hold(bool) {}
  virtual void hold_here(ThreadId) {}
  /// The thread's step ended without a stop.
  virtual void step_ended(ThreadId) {}
  /// There would have been a stop, but this process does not stop (family.h).
  virtual void passed(const StopEvent&) {}
};

/// What setting a breakpoint gave: the breakpoint, or why there is none.
struct SetResult {
  int number = 0;       ///< 0: refused
  std::string message;  ///< where and why it slid, that it is pending, or why it was refused
  bool was_there = false;  ///< nothing was set: it is the one there was
};

class Engine {
 public:
  Engine(Files& files, Evaluator& evaluator, EventSource& source, StopListener& listener);
  /// Tells the event source nothing: it may be gone already.
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// A site was reached on the stack's thread. Reports the round of the `for` that the site
  /// carries first, then the site itself; each may stop.
  void on_line(const LineEvent& event, Stack& stack);

  /// A file has run its first hook: pending breakpoints that mean it become verified. One whose
  /// line leads nowhere becomes refused; it stays in the list with the reason, so that people see
  /// why it is never hit. Either way the next stop's notes say what there is to say.
  void file_loaded(FileId file);

  /// The same file, line, condition and kind again gives the breakpoint there is, enabled. A saved
  /// one is never refused: where it cannot be placed, it is in the list, with the reason.
  SetResult set(BreakpointSpec spec);
  /// False: there is no such breakpoint.
  bool clear(int number);
  bool enable(int number, bool enabled);
  bool ignore(int number, int count);
  /// An empty text takes the condition away. Returns an error text, empty if all went well.
  std::string set_condition(int number, const std::string& text);
  /// The same for the hit condition. Hits are counted anew.
  std::string set_hit_condition(int number, const std::string& text);

  std::optional<Breakpoint> find(int number);
  std::vector<Breakpoint> breakpoints();  ///< by number
  /// Numbers of those that stand on (or were asked for at) a line, or anywhere in a file (line 0).
  std::vector<int> at(std::string_view file, Line line);
  /// The lines of a file on which breakpoints stand.
  std::set<Line> lines_of(std::string_view file);

  /// Watches an expression in a frame (counted from the stopped one) of a thread that has stopped.
  /// The message says its value and how long it is watched, or why it cannot be.
  SetResult watch(ThreadId thread, int frame, std::string expression, std::string condition);
  /// The same in a module's names, at any time. The same again gives the watch there is.
  SetResult watch_module(std::string module, std::string expression, std::string condition);
  bool unwatch(int number);
  std::vector<Watch> watches() const;

  /// Stops every thread wherever the expression becomes true in the frame that reports. If it is
  /// true where the thread has stopped, it must have been false first. Frames that do not have
  /// its names have no say.
  SetResult stop_when(ThreadId thread, std::string text);
  bool forget_stop_when(int number);
  std::vector<std::pair<int, std::string>> stop_whens() const;

  /// Who tells of exceptions; before the first catch is set. Kept, not owned.
  void exceptions_from(ExceptionSource& source) { exception_source_ = &source; }
  /// The same again gives the catch there is.
  SetResult catch_exceptions(CatchSpec spec);
  /// False: there is no such catch.
  bool clear_catch(int number);
  std::vector<Catch> catches() const;  ///< by number
  /// An exception is in a frame of the program's own code. May stop; true if that stop has told that
  /// nothing handles it, so that it is not told again further up.
  bool on_exception(const ExceptionEvent& event, Stack& stack);

  /// The next line this thread reaches stops, with that reason (`breakpoint()` in the program,
  /// the first stop of `run`).
  void stop_soon(ThreadId thread, StopReason reason);
  /// Which code steps go into; asked by the event sources. A change takes effect at once.
  const StepFilter& step_filter() const { return filter_; }
  void filter_steps(std::vector<std::string> skip, std::vector<std::string> only);
  /// Folders of the standard library, each with `/` at its end.
  void set_library(std::vector<std::string> folders) { filter_.set_library(std::move(folders)); }

  /// The thread has ended: so has its step.
  void forget_thread(ThreadId thread);

  /// Stops here and now, outside any hook (`breakpoint()` in the program): tells the listener and
  /// does as it says.
  void stop(const StopEvent& event, Stack& stack);

  /// The frame that the thread stopped in was set to that line, which it reports next.
  void jumped(ThreadId thread, Line line);
  /// Whether it has not reported any line since.
  bool has_jumped(ThreadId thread) const;
  /// A stop that was left by a jump comes back: the jump is refused after all. What its line had still
  /// to report is reported when it goes on.
  void stop_again(const StopEvent& event, Stack& stack);

  /// Whether other threads are held at their next line while one is stopped or steps.
  void hold_others(bool wanted);
  bool holds_others() const { return hold_; }

  /// Which processes stop.
  Family& family() { return family_; }
  /// This process has forked. Where it does not stop any more its steps end.
  void bore_child();
  /// In a forked child: the threads but this one are gone, and so are their steps; `stopped` says
  /// whether this one is at a stop.
  void forked(ThreadId survivor, bool stopped);

  /// Who tells of calls; before the first view. Kept, not owned.
  void calls_from(CallSource& source) { views_.calls_from(source); }
  /// Something has happened to a call that a view wants to hear of.
  void on_call(const CallEvent& event, Stack& stack);

  /// The view is told of what it wants, from now on. Its number; 0, and why, if it cannot be.
  SetResult add_view(std::shared_ptr<View> view);
  /// An expression for a ValueTrace. Null, and why in `error`, if it is none.
  std::shared_ptr<TracedValue> traced(std::string_view expression, std::string& error);
  /// False: there is none of that number.
  bool remove_view(int number);

  /// Ends all steps and views and clears all breakpoints, for good: nothing stops any more,
  /// new breakpoints are refused, and hooks cost what they cost idle.
  void detach();
  bool is_detached() const { return detached_; }

  /// Another number after each change of what saved_of() gives, but for counts that hits use up.
  std::uint64_t revision() const { return revision_; }

 private:
  /// One line to be reported.
  struct Report {
    FileId file = 0;
    SiteNumber site = 0;
    Line line = 0;
    bool round = false;  // of a `for`, through its carrier
    bool stepped_over = false;
  };
  /// What the breakpoints of a line say.
  struct Hits {
    std::vector<int> numbers;
    std::vector<std::string> notes;
  };

  /// A thread that is with its listener.
  struct Stopped {
    Stack* stack = nullptr;
    Trail::Step step;
  };
  /// On its way, or done since the thread's last line.
  struct Jump {
    std::optional<LineEvent> left_out;  // of the line it left
    Line landed = 0;
    /// Whether it has landed behind a header, whose round did not begin.
    bool skips(Line header) const { return landed != 0 && landed != header; }
  };
  struct StopWhen {
    std::string text;
    std::shared_ptr<Condition> condition;
    bool held = false;    // when it was last asked
    bool failed = false;  // its error was reported already
  };

  bool look_at_watches(const Report& report, Stack& stack, std::vector<std::string>& notes);
  void tell_look(Watch& watch, const Look& look, ThreadId thread, std::uintptr_t top,
                 std::vector<std::string>& notes);
  bool ask_stop_whens(Stack& stack, std::vector<std::string>& notes);
  void hear_all();

  Jump last_jump(ThreadId thread);
  bool leaves(const LineEvent& event, Stack& stack);
  bool passes_alone(const LineEvent& event, Stack& stack, Asked& asked);
  int sole(FileId file, SiteNumber site) const;
  SoleBreakpoint sole_breakpoint(FileId file, SiteNumber site) const;
  void tell_sole(const Breakpoint& breakpoint);
  bool pass_hits(Breakpoint& breakpoint);
  void hits_changed(Breakpoint& breakpoint);

  Report report_of(const LineEvent& event, SiteNumber site, bool round);
  bool report(const Report& report, Stack& stack, Asked asked = {});
  bool ask_breakpoints(const Report& report, Stack& stack, Hits& hits, Asked asked);
  bool write_log(int number, const Report& report, Stack& stack);
  bool ask_condition(int number, Stack& stack, Hits& hits, bool& holds, Asked& asked);
  bool passes_over(const Breakpoint& breakpoint, const Report& report, Stack& stack,
                   std::optional<bool>& entered) const;
  void stop_at(const Report& report, StopReason reason, Hits hits, Stack& stack);
  void pass(const StopEvent& event);
  Resume tell(const StopEvent& event, Stack& stack);
  void resume(const Resume& resume, Line line, Stack& stack);

  std::string watch_exceptions();
  bool ask_catch(int number, const ExceptionEvent& event, StopEvent& stopped, bool& holds);
  int add(Breakpoint breakpoint);
  void settle(int number, FileId file);
  int same_as(const Breakpoint& wanted) const;
  std::string describe(const Breakpoint& breakpoint);
  void arm(Breakpoint& breakpoint);
  void disarm(const Breakpoint& breakpoint);
  bool wants_lines() const;
  bool wants_files() const;
  void set_hold();
  void set_gate();

  Files& files_;
  Evaluator& evaluator_;
  EventSource& source_;
  StopListener& listener_;
  ArmedSites armed_;
  StepFilter filter_;
  Stepper steps_;
  Views views_;
  std::map<ThreadId, Jump> jumps_;  // of threads that have left a stop by one
  std::map<int, Breakpoint> breakpoints_;
  BreakpointIndex index_;  // of all of them
  int last_number_ = 0;
  std::map<int, Watch> watches_;
  int last_watch_ = 0;
  Trail trail_;
  std::map<int, StopWhen> stop_whens_;
  int last_stop_when_ = 0;
  std::map<ThreadId, Stopped> stopped_;
  bool hears_all_ = false;
  ExceptionSource* exception_source_ = nullptr;
  std::map<int, Catch> catches_;
  int last_catch_ = 0;
  std::vector<std::string> notes_;  // for the next stop
  Family family_;
  bool hold_ = false;     // as people chose
  bool holding_ = false;  // just now
  int stops_ = 0;         // threads that are stopped, or wait for the prompt
  bool gate_open_ = false;
  bool files_watched_ = false;
  bool detached_ = false;
  std::uint64_t revision_ = 0;
};

}  // namespace pyinstr::engine
