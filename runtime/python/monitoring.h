/// The interpreter's own line events as an event source: for files that were not rewritten.
///
/// From sys.monitoring, below 3.12 from trace functions (monitoring_tool.h). LINE is on in code objects that hold an armed site, and, while a thread steps, in code that it
/// runs and that steps are to go into; nowhere else. Such code is found among what lives already
/// (live_code.h) and when it starts or goes on (PY_START and PY_RESUME, which are disabled for each
/// code object that has nothing to do with us). All is given back when nothing is wanted any more.
///
/// Threads: under the interpreter's lock. Events on a thread while the debugger works on it are
/// ignored.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "code_listener.h"
#include "executed_code.h"
#include "kept_with_code.h"

namespace pyinstr::python {

/// What is known of a code object without hooks.
struct PlainCode {
  bool never = false;           ///< it has hooks, or is the debugger's own
  int file = -1;                ///< -1: of no file that anybody asked for
  std::uint64_t epoch = 0;      ///< of the arming that `armed` is of
  bool armed = false;           ///< one of its sites is
  std::uint64_t filter = 0;     ///< of the step filter that `stepped_into` is of
  bool stepped_into = false;
  bool spots_known = false;
  std::map<int, engine::SiteNumber> spots;  ///< by offset, where statements begin
};

class Monitoring : public engine::EventSource, public CodeListener {
 public:
  using CodeListener::CodeListener;

  /// Once per interpreter.
  void start(engine::Engine& engine);

  void arm(engine::FileId file, engine::SiteNumber site) override;
  void disarm(engine::FileId file, engine::SiteNumber site) override;
  void take_effect() override;
  void watch_thread(engine::ThreadId thread, bool watched) override;
  void step_reaches(engine::ThreadId thread, engine::StepReach reach) override;
  void watch_files(bool watched) override;
  void step_filter_changed() override { refresh(); }

  Interest on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept override;

  /// Files got or lost hooks, or the step filter changed.
  void refresh() noexcept;

  /// People stopped in that code, which a breakpoint took them to: their steps stay in it, though
  /// others pass over it.
  void stopped_in(PyCodeObject* code);

  /// Learns the lines of code that exists and is said to come from there.
  void meet(const std::string& path) noexcept;

  /// Whether that code's lines are reported while its thread is watched.
  bool reports(PyCodeObject* code, PyObject* globals);

 private:
  Interest begins(PyCodeObject* code);
  Interest reaches_line(PyCodeObject* code, int line);
  void report(const PlainCode& plain, std::map<int, engine::SiteNumber>::const_iterator spot);
  void refresh_all();
  void arm_live_code();
  void set_lines(PyCodeObject* code, PlainCode& plain);
  void watch_frames();
  void keep_at_hand(PyCodeObject* code);
  PlainCode* plain_of(PyCodeObject* code);
  void bring_up_to_date(PyCodeObject* code, PlainCode& plain);
  void turn_up(PyCodeObject* code, PlainCode& plain);
  void executed(PyCodeObject* code);
  void watch_code();
  bool waits_by_events() const { return files_watched_ && !ExecutedCode::serves(); }
  EventThreads threads_wanted(bool all) const;
  void find_spots(PyCodeObject* code, PlainCode& plain);
  void learn(PyCodeObject* code, engine::FileId file);
  bool is_stepped_into(PyCodeObject* code, PlainCode& plain, PyObject* globals);
  bool serves(engine::FileId file);
  bool arms_any();
  bool is_watched() const;
  void set_watched();
  bool has_plain_frames();
  bool is_armed(int file, engine::SiteNumber site) const;
  void say_there_are_none();
  void say_who_has_the_events();

  KeptWithCode<PlainCode> plains_;
  std::uint64_t epoch_ = 1;
  bool is_stale_ = false;  ///< something was armed or disarmed since the last refresh()
  std::map<engine::FileId, std::set<engine::SiteNumber>> armed_;
  std::set<engine::FileId> searched_;  ///< files whose living code is in codes_
  std::set<engine::FileId> seen_;      ///< told to the engine, since it watches files
  std::map<PyObject*, py::object> codes_;  ///< of armed files, and those that are stepped through
  int all_watched_ = 0;                   ///< how many watch all threads
  std::set<engine::ThreadId> stepping_;
  std::set<engine::ThreadId> narrow_;     ///< whose steps end in code with hooks only
  std::set<engine::ThreadId> watched_;    ///< what follows from those: whose lines are wanted
  bool files_watched_ = false;
  ExecutedCode executed_;
  std::set<std::string> told_;  ///< who had the events and was named
};

}  // namespace pyinstr::python
