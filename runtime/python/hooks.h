/// The hooks of one interpreter as an event source: which of them must report, kept with the
/// code objects they are in.
///
/// A hook that is reached while the gate is open finds its code's record (kept_with_code.h), and in it,
/// by instruction offset, whether its site is armed. No line number is
/// computed and no frame object made until a site reports. One that has nothing to report is not called
/// any more, where it can be skipped, until something of its file is armed or a thread is watched.
///
/// Threads: under the interpreter's lock. Hooks reached on a thread while the debugger works on
/// it are ignored.
#pragma once

#include <Python.h>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compat.h"
#include "engine/engine.h"
#include "frame.h"
#include "kept_with_code.h"
#include "skipped_hooks.h"
#include "sources.h"
#include "step_rules.h"

namespace pyinstr::python {

class Hooks;

#if PYINSTR_HAS_PYTHON_HOOKS
/// Before the first of them. Throws what pybind11 throws.
void prepare_python_hooks();
/// Tells hooks in plain Python whether the debugger is at work on this thread. The exception stays.
void ignore_python_hooks(bool ignored) noexcept;
/// Whether what runs on this thread is called by a condition that such a hook asks.
bool is_hook_asking() noexcept;
/// Hits that such hooks let pass.
std::shared_ptr<engine::PassedHits> hits_passed_in_python();
#else
inline void prepare_python_hooks() {}
inline void ignore_python_hooks(bool) {}
inline bool is_hook_asking() { return false; }
inline std::shared_ptr<engine::PassedHits> hits_passed_in_python() { return nullptr; }
#endif

/// What is known of a code object.
struct CodeRecord {
  static constexpr engine::SiteNumber unknown = -2;
  static constexpr engine::SiteNumber no_site = -1;
  struct Spot {
    engine::SiteNumber site = unknown;
    bool armed = true;  ///< it must report, or it is not known yet
  };
  engine::FileId file = 0;
  std::uint64_t epoch = 0;     ///< of the arming it was last brought up to
  bool file_has_armed = false;
  std::uint64_t filter = 0;    ///< of the step filter that `stepped_into` is of
  bool stepped_into = true;
  std::vector<Spot> spots;     ///< by instruction, grown as hooks are reached
  Hooks* owner = nullptr;
  explicit CodeRecord(Hooks& hooks) : owner(&hooks) {}
  ~CodeRecord();
  CodeRecord(const CodeRecord&) = delete;
  CodeRecord& operator=(const CodeRecord&) = delete;
};

/// Armed sites, each with what may be asked before it is reported: number 0, nothing.
using ArmedThere = std::map<engine::SiteNumber, engine::SoleBreakpoint>;

/// What is wanted of sites now; nothing of those without a value.
using SiteChanges = std::map<engine::SiteNumber, std::optional<engine::SoleBreakpoint>>;

/// A hook that cannot look at the gate, and is told when to call: one in plain Python.
class HookSwitch {
 public:
  virtual ~HookSwitch() = default;
  /// From now on it calls at these sites, too, or no longer, or at all of them. It may call at others. `whole`:
  /// at no site that is not named. `begins`: it tells of modules that begin to run, as it does wherever it
  /// calls at some site. False if it could not be told, or not all of it.
  virtual bool turn(const SiteChanges& changes, bool whole, bool everywhere, bool begins) noexcept = 0;
};

/// While one lives, hooks on this thread are ignored: the debugger is at work here.
class Ignoring {
 public:
  Ignoring() {
    if (++here_ == 1) ignore_python_hooks(true);
  }
  ~Ignoring() {
    if (--here_ == 0) ignore_python_hooks(false);
  }
  Ignoring(const Ignoring&) = delete;
  Ignoring& operator=(const Ignoring&) = delete;
  static bool is_on() { return depth_ > 0 || is_hook_asking(); }

 private:
  friend class Listening;
  static thread_local int depth_;
  int& here_ = depth_;  ///< looked up once: it lives and dies on one thread
};

class Monitoring;

/// While one lives, hooks on this thread are served again, although the debugger is at work here.
class Listening {
 public:
  Listening() : depth_(std::exchange(Ignoring::depth_, 0)) { ignore_python_hooks(false); }
  ~Listening() {
    Ignoring::depth_ = depth_;
    ignore_python_hooks(depth_ > 0);
  }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

 private:
  int depth_;
};

class Hooks : public engine::EventSource, public Reporting {
 public:
  Hooks(Sources& sources, const FrameRules& rules, const StepRules& steps)
      : sources_(sources), rules_(rules), steps_(steps),
        skipped_([&rules](PyObject* name) { return rules.is_hook_name(name); }, [this] { keep_interrupt(); }) {}
  /// Once per interpreter.
  void start(engine::Engine& engine, Monitoring& others);

  void arm(engine::FileId file, engine::SiteNumber site) override;
  void disarm(engine::FileId file, engine::SiteNumber site) override;
  void take_effect() override;
  void ask_first(engine::FileId file, engine::SiteNumber site, const engine::SoleBreakpoint& question) override;
  std::shared_ptr<engine::PassedHits> pass_hits() override { return hits_passed_in_python(); }
  void watch_thread(engine::ThreadId thread, bool watched) override;
  void watch_files(bool watched) override;

  /// Also of frames without hooks, which the other source answers for.
  bool reports(PyCodeObject* code, PyObject* globals) override;

  /// People stopped in that code, of either kind, which a breakpoint took them to: their steps stay
  /// in it, though others pass over it.
  void stopped_in(PyCodeObject* code);

  /// A hook was called and the gate is open. False with an exception set if one must leave it.
  /// `numbered`: the site that it says it is, if it says so. `asked`: what it has asked first.
  bool reached(engine::SiteNumber numbered = -1, engine::Asked asked = {});

  /// What is wanted, until somebody arms or disarms a site, of the place that was served last and where
  /// the code is that runs.
  struct Wanted {
    bool report = true;
    engine::SoleBreakpoint first = {};  ///< to be asked before
  };
  Wanted wanted_here() const;

  /// A hook was called and the gate is closed. False as of reached().
  bool passed_idle() {
    if (!skipped_.is_on() || Ignoring::is_on()) return true;
    skipped_.passed(compat::current_place(), SkippedHooks::idle);
    return interrupts_.empty() || pass_interrupt();
  }
  SkippedHooks& skipped() { return skipped_; }
  /// In a forked child, before anything is changed there.
  void forked();
  /// From now on hooks that have nothing to do are called all the same; `why`.
  void call_always(std::string why);

  /// The record's code is gone.
  void forget(const CodeRecord* record) {
    if (recent_ == record) recent_code_ = nullptr;
  }

  /// A module's prologue was called: its code gets the positions of its original.
  void module_begins();

  /// A switch, which is kept; its number. `name`: that of the hooks.
  std::size_t add(const std::string& name, std::unique_ptr<HookSwitch> made);
  /// The prologue of a module whose hooks hang on that switch was called.
  void module_begins(std::size_t number);

  /// Takes the current exception, one that arrived while the debugger was at work on this thread
  /// (interrupts.h); the hook raises it when it returns to the program.
  void keep_interrupt();
  /// For what made the debugger's own work fail on this thread: kept if it arrived from outside, reported as
  /// unraisable if it did not.
  void leave(py::error_already_set& error) noexcept;
  /// Raises what was kept of this thread; false if there was something.
  bool pass_interrupt();

 private:
  using Sites = std::set<engine::SiteNumber>;
  struct Switched {
    std::unique_ptr<HookSwitch> hook;
    std::set<engine::FileId> files;  ///< whose hooks it is
    bool in_doubt = false;           ///< what it was told may not be all, or not be so
  };
  /// Whether it is known of that place that nothing is to be done: the usual case, told without a
  /// call. Of the code that was served last, while nothing has changed since.
  bool is_quiet(const compat::Place& place) const {
    const auto instruction = static_cast<std::size_t>(place.offset / compat::instruction_size);
    return place.code == recent_code_ && instruction < recent_->spots.size() && !recent_->spots[instruction].armed;
  }
  /// What a hook has to do; throws what the engine and pybind11 throw.
  void serve(const compat::Place& place, engine::SiteNumber numbered, engine::Asked asked);
  /// It has nothing to do now.
  void pass(const compat::Place& place, const CodeRecord& record) {
    const bool holds = watched_.empty() && record.epoch == epoch_;  // looking may have let other threads in
    if (holds && !Ignoring::is_on()) skipped_.passed(place, static_cast<int>(record.file));
  }
  CodeRecord::Spot spot_at(CodeRecord& record, const compat::Place& place, engine::SiteNumber numbered);
  void see(engine::FileId file);
  SiteChanges wanted_of(const Switched& one, const Sites& sites) const;
  Sites armed_sites(const Switched& one) const;
  bool joins(Switched& one, engine::FileId file);
  void turn(Switched& one, const Sites& changed = {});
  void turn_later(engine::FileId file, engine::SiteNumber site);
  void turn_those_of(engine::FileId file, const Sites& changed);
  void turn_all();
  void tell_watched();
  CodeRecord* record_of(PyCodeObject* code);
  CodeRecord* add_record(PyCodeObject* code);
  void refresh(CodeRecord& record);
  bool is_stepped_into(PyCodeObject* code, CodeRecord& record, PyObject* globals);
  CodeRecord::Spot& spot_of(CodeRecord& record, const compat::Place& place) {
    const auto instruction = static_cast<std::size_t>(place.offset / compat::instruction_size);
    const bool known = instruction < record.spots.size() &&
                       record.spots[instruction].site != CodeRecord::unknown;
    return known ? record.spots[instruction] : add_spot(record, place);
  }
  CodeRecord::Spot& add_spot(CodeRecord& record, const compat::Place& place);
  bool is_watched() const;
  bool is_armed(engine::FileId file, engine::SiteNumber site) const;

  Sources& sources_;
  const FrameRules& rules_;
  const StepRules& steps_;
  SkippedHooks skipped_;
  engine::Engine* engine_ = nullptr;
  Monitoring* others_ = nullptr;
  KeptWithCode<CodeRecord> records_;
  std::uint64_t epoch_ = 1;
  std::map<engine::FileId, ArmedThere> armed_;
  std::set<engine::FileId> seen_;
  std::multiset<engine::ThreadId> watched_;
  bool watched_told_ = false;  ///< what switches know of whether there are any
  std::deque<Switched> switches_;  ///< grows while somebody goes through it, and none moves
  std::map<std::string, std::size_t, std::less<>> switch_named_;  ///< by the hooks' name
  std::map<engine::FileId, Sites> to_turn_;  ///< of which the files' switches are not told yet
  bool all_to_turn_ = false;  ///< none is told yet of the next one
  bool files_watched_ = false;
  bool calls_always_ = false;
  std::uint64_t turns_ = 0;  ///< another number for whatever they are to be told, and whenever one is
  std::map<engine::ThreadId, py::object> interrupts_;  ///< exceptions, the last of each thread
  /// Served last, while no thread is watched; null where something has changed since. Borrowed, as long
  /// as its record lives.
  PyCodeObject* recent_code_ = nullptr;
  CodeRecord* recent_ = nullptr;
};

}  // namespace pyinstr::python
