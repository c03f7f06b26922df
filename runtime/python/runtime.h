/// One interpreter's debugger, put together: the composition root.
///
/// Made when the extension is first imported in an interpreter, and never taken down before it:
/// hooks may be called to the very end of its life.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "call_events.h"
#include "condition.h"
#include "engine/engine.h"
#include "engine/session.h"
#include "frame.h"
#include "frame_events.h"
#include "hook.h"
#include "engine/event_sources.h"
#include "hooks.h"
#include "kept_breakpoints.h"
#include "monitoring.h"
#include "processes.h"
#include "python_console.h"
#include "raised_exceptions.h"
#include "saved_files.h"
#include "shell/shell.h"
#include "sources.h"

namespace pyinstr::python {

class Runtime : public engine::Host {
 public:
  explicit Runtime(std::string package_folder);
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  /// A file with hooks of that name asks to be served. The first one also does what the
  /// environment asks for. Throws what pybind11 throws.
  void attach(int format_version, const py::str& name, HookCall call);

  /// Does what the environment asks for, once, and shows originals. Throws what pybind11 throws.
  void begin();
  /// The same in a process that multiprocessing has started: `state`, as state_beside_environment() gave
  /// it there, stands for what the environment names, or is added to it where that was obeyed already.
  /// Files of the folders `copies` are meant by their originals' names.
  void begin_as_child(const std::string& state, const std::vector<std::string>& copies);
  /// The text of what is armed and of the views, for a process that this one starts; empty where the
  /// environment gives it as much.
  std::string state_beside_environment();

  /// Stops in the running Python code, which is about to leave its frame; `note` says with what.
  /// False as in stop_here.
  bool stop_at_return(const std::string& note);
  /// The prompt that ended in a jump comes back in the running Python code, at that line: only `note`
  /// is shown. False as above.
  bool stop_again(const std::string& note, engine::Line line);
  /// Shows a `pyinstr.tracebacks.Case` at the prompt, on this thread. Throws what pybind11 throws;
  /// an interrupt that arrived meanwhile is among it.
  void post_mortem(const py::object& found);
  /// Whether somebody is there to answer a prompt: a terminal, or who has answered before.
  bool is_answered() const;
  /// Stops where the running Python code is and obeys `commands` there. False with an exception
  /// set, an interrupt, if one must leave the caller. A `continued` stop is not shown anew.
  bool stop_here(const std::string& header, std::vector<std::string> commands = {},
                 bool continued = false);
  /// Ctrl-C arrived while the program runs, on this thread: stops it where it is; what is at work for
  /// the debugger is done first. False with a KeyboardInterrupt set where nobody is there to answer,
  /// at a prompt, and if what is to be done first was interrupted before.
  bool interrupt();
  /// Calls a function with hooks served on this thread, and stops at the first one it reaches.
  /// Throws what it raises.
  py::object debugged(const py::object& function);
  /// Stops at the first hook that this thread reaches.
  void stop_at_first_line();
  /// Leaves `.pdbrc` and `.pyinstrrc` alone.
  void ignore_rc_files() { reads_rc_files_ = false; }

  /// The prompt's device from now on. An error text, empty if it could be opened.
  std::string open_device(const std::string& device);

  /// A breakpoint as people write it: `counter:6 if x > 3`.
  engine::SetResult set_breakpoint(const std::string& text);
  /// The same for exceptions: `uncaught OSError if x`.
  engine::SetResult set_catch(const std::string& text);

  engine::Engine& engine() { return engine_; }
  Sources& sources() { return sources_; }
  Hooks& hooks() { return hooks_; }
  RaisedExceptions& raised_exceptions() { return raised_; }
  CallEvents& call_events() { return call_events_; }
  MonitoringTool& monitoring_tool() { return *tool_; }
  FrameEvents& frame_events() { return frame_events_; }
  /// Code that names `path` is instrumented in this process.
  void remember(const std::string& path);
  const FrameRules& rules() const { return rules_; }
  shell::Shell& shell() { return shell_; }
  PythonConsole& console() { return console_; }

  void release_while(const std::function<void()>& wait) override;
  bool interrupted() override;
  long begin_asking() override;
  void end_asking() override;
  void passed(const engine::StopEvent& event) override;
  void let_go(const char* why) override;
  /// What stops the program has been changed by somebody who is not at the prompt.
  void changed();
  std::unique_ptr<engine::Inspector> inspect(const engine::StopEvent& event, engine::Stack& stack) override;
  std::vector<std::string> notes(const engine::StopEvent& event) override;
  void log(const engine::LogRecord& record) override;
  void quit() override;

 private:
  using Stopping = void (engine::Engine::*)(const engine::StopEvent&, engine::Stack&);
  bool stop_now(engine::StopEvent event, Stopping stop = &engine::Engine::stop);
  void pause(engine::StopEvent event, Stopping stop);
  void forked();
  void obey_environment();
  void skip_hooks();
  void arm_first();
  void read_rc_files();
  bool may_stop();
  std::string restart(std::string_view arguments);
  void arm_from_environment();
  void take_over(const std::string& state);
  /// Tracebacks and the like show the text without hooks; once.
  void show_originals();
  void set_breakpoints(const std::string& list);
  /// `trace lines into a.txt; count into b.txt`
  void start_views(const std::string& list);
  void set_logs(const std::string& list);
  void complain_unless_placed(const engine::SetResult& result);

  FrameRules rules_;
  Sources sources_;
  StepRules steps_;
  Hooks hooks_;
  std::unique_ptr<MonitoringTool> tool_ = make_monitoring_tool();
  Monitoring monitoring_;
  engine::EventSources events_;
  RaisedExceptions raised_;
  CallEvents call_events_;
  FrameEvents frame_events_;
  ConditionEvaluator evaluator_;
  PythonConsole console_;
  Processes processes_;
  shell::Shell shell_;
  engine::Session session_;
  engine::Engine engine_;
  DiskFiles disk_files_;
  KeptBreakpoints kept_;
  std::set<engine::FileId> checked_;  ///< whose original was compared
  std::string start_folder_;
  bool reads_rc_files_ = true;
  bool environment_read_ = false;
  std::string inherited_;  ///< the state of the process that started this one, until it is this one's
  bool interrupt_waits_ = false;  ///< for what is at work to be done: this thread stops then
  std::optional<std::uint64_t> as_environment_;  ///< the revision that the environment makes
  bool shows_originals_ = false;
};

/// Says something on standard error that nobody asked for at a prompt.
void complain(const std::string& text);

}  // namespace pyinstr::python
