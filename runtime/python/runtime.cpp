#include "runtime.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "engine/break_text.h"
#include "engine/log_text.h"
#include "compat.h"
#include "environment.h"
#include "imports.h"
#include "inspect.h"
#include "module_files.h"
#include "named_functions.h"
#include "post_mortem.h"
#include "pyinstr/rewriter.h"
#include "rc_files.h"
#include "terminal.h"

namespace pyinstr::python {
namespace {

/// `sys.breakpointhook` becomes ours only where nobody else has a say in it.
void take_breakpointhook() {
  const auto sys = imported("sys");
  if (!environment::get("PYTHONBREAKPOINT").empty()) return;
  if (!sys.attr("breakpointhook").is(sys.attr("__breakpointhook__"))) return;
  sys.attr("breakpointhook") = imported("pyinstr").attr("set_trace");
}

/// Each line reported, for the differential tests and for people: `file:line function`. A child's
/// rows come behind those that are there.
std::shared_ptr<engine::View> trace_into(const std::string& path, engine::Files& files, bool is_child) {
  if (!is_child) std::ofstream(path, std::ios::binary | std::ios::trunc);
  auto out = std::make_shared<std::ofstream>(path, std::ios::binary | std::ios::app);
  if (!*out) {
    complain("cannot write the trace to `" + path + "`");
    return nullptr;
  }
  return std::make_shared<engine::LineTrace>(
      files, engine::raw_row, [out](const std::string& row) { engine::write_row(*out, row); });
}

/// A function of pyinstr/captured.py, where there is pytest. Whether a new line is to begin.
bool asks_captured(const char* function) {
  try {
    if (!already_imported("_pytest.debugging")) return false;
    return imported("pyinstr.captured").attr(function)().equal(py::bool_(true));
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr.captured");
    return false;
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (end > begin) lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

void complain(const std::string& text) { compat::write_to_stderr("pyinstr: " + text + "\n"); }

Runtime::Runtime(std::string package_folder)
    : rules_{std::move(package_folder), {}},
      steps_(rules_, engine_.step_filter()),
      hooks_(sources_, rules_, steps_),
      monitoring_(*tool_, sources_, rules_, steps_, hooks_),
      events_(hooks_, monitoring_),
      raised_(*tool_, sources_, rules_, steps_, hooks_),
      call_events_(*tool_, sources_, rules_, steps_, hooks_),
      frame_events_(*tool_),
      evaluator_([this] { hooks_.keep_interrupt(); }),
      shell_(console_, engine_, sources_),
      session_(*this, shell_),
      engine_(sources_, evaluator_, events_, session_),
      kept_(shell_, engine_, disk_files_) {
  console_.keep_interrupts_with([this] { hooks_.keep_interrupt(); });
  hooks_.start(engine_, monitoring_);
  monitoring_.start(engine_);
  engine_.set_library(library_folders());
  raised_.start(engine_);
  call_events_.start(engine_);
  sources_.find_others_with(find_module_files);
  sources_.look_up_with(look_up_function);
  sources_.learn_living_with([this](const std::string& path) { monitoring_.meet(path); });
  // Counts and breakpoints have files to be written when the program ends.
  imported("atexit").attr("register")(py::cpp_function([this] {
    shell_.viewing().write_counts();
    kept_.end();
    session_.turns().close_for(compat::this_thread());
  }));
  std::error_code unknown;
  start_folder_ = std::filesystem::current_path(unknown).string();
  shell_.restart_with([this](std::string_view arguments) { return restart(arguments); });
  shell_.keep_in(disk_files_);
  shell_.after_changes([this] { kept_.write_changes(); });
  shell_.before_first_stop([this] { read_rc_files(); });
  console_.complete_with([this](std::string_view line) { return shell_.complete(line); });
}

void Runtime::attach(int format_version, const py::str& name, HookCall call) {
  if (format_version != rewriter::format_version) {
    throw py::value_error("made by another version of pyinstr (format " + std::to_string(format_version) +
                          ", this runtime reads " + std::to_string(rewriter::format_version) +
                          "): build the copy again");
  }
  rules_.hook_names.push_back(py::reinterpret_steal<py::object>(PyUnicode_FromObject(name.ptr())));
  install_hook(make_hook(hooks_, call, text_of(name)), name);
  begin();
}

void Runtime::begin() {
  if (!environment_read_) {
    environment_read_ = true;
    processes_.watch_forks([this] { engine_.bore_child(); }, [this] { forked(); });
    skip_hooks();
    if (!environment::is_off()) obey_environment();
  }
  show_originals();
}

void Runtime::skip_hooks() {
  const std::string wanted = environment::get(environment::hooks);
  if (environment::is_off()) return hooks_.skipped().stop("PYINSTR is `off`");
  if (wanted == "call") return hooks_.call_always("PYINSTR_HOOKS is `call`");
  if (!wanted.empty() && wanted != "skip") complain("PYINSTR_HOOKS: `" + wanted + "`: `skip` or `call` is expected");
  hooks_.skipped().start(wanted == "skip");
}

void Runtime::begin_as_child(const std::string& state, const std::vector<std::string>& copies) {
  for (const std::string& copy : copies) sources_.discover(copy + "/");
  const bool is_first = !environment_read_;  // a server that forks may have begun already
  if (is_first) inherited_ = state;
  begin();
  if (!is_first && !state.empty() && !environment::is_off()) take_over(state);
}

void Runtime::show_originals() {
  if (shows_originals_) return;
  shows_originals_ = true;
  const Ignoring ignoring;
  try {
    imported("pyinstr.originals").attr("install")();
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr.originals");
  }
}

void Runtime::obey_environment() {
  const Ignoring ignoring;
  take_breakpointhook();
  PythonStack stack(rules_);
  for (int i = 0; i < stack.depth(); ++i) sources_.discover(text_of(compat::file_name(code_of(stack.object(i)))));
  if (const auto device = environment::get(environment::tty); !device.empty()) {
    if (const auto error = open_device(device); !error.empty()) complain(error);
  }
  processes_.join(engine_.family(), console_);
  shell_.feed(lines_of(environment::get(environment::commands)));
  if (const auto path = environment::get(environment::trace); !path.empty()) {
    if (auto view = trace_into(path, sources_, engine_.family().is_child())) engine_.add_view(std::move(view));
  }
  engine_.hold_others(environment::get(environment::hold) == "on");
  if (engine_.family().is_child()) shell_.viewing().in_child(std::to_string(process::number()));
  arm_first();
  if (engine_.family().is_child()) kept_.leave_counts();
  kept_.begin();
  if (as_environment_) as_environment_ = shell_.state_revision();
}

/// What was armed in the process that started this one, or before a restart, else what is asked for.
void Runtime::arm_first() {
  std::string state = environment::get(environment::restarted);
  // Processes that begin from now on have not.
  if (!state.empty()) imported("pyinstr.restart").attr("has_restarted")();
  if (state.empty()) state = std::exchange(inherited_, {});
  if (!state.empty()) return take_over(state);
  const bool is_bare = shell_.state_revision() == 0;  // `pyinstr run -b` comes first
  arm_from_environment();
  if (is_bare) as_environment_ = shell_.state_revision();
}

void Runtime::arm_from_environment() {
  start_views(environment::get(environment::views));
  engine_.filter_steps(engine::split_patterns(environment::get(environment::skip)),
                       engine::split_patterns(environment::get(environment::only)));
  set_breakpoints(environment::get(environment::breakpoints));
  for (const auto& text : engine::split_breaks(environment::get(environment::catches))) {
    if (const auto set = set_catch(text); set.number == 0) complain(set.message);
  }
  set_logs(environment::get(environment::logs));
}

void Runtime::take_over(const std::string& state) {
  const Ignoring ignoring;
  const auto tell = [](const std::string& message, bool notable) {
    if (notable) complain(message);
  };
  shell_.take_state(state, tell, complain);
}

std::string Runtime::state_beside_environment() {
  if (environment::is_off() || as_environment_ == shell_.state_revision()) return {};
  return shell_.state_text();
}

void Runtime::changed() {
  processes_.lead(engine_.family());
  kept_.write_changes();
}

void Runtime::start_views(const std::string& list) {
  if (list.empty()) return;
  for (const auto& text : engine::split_breaks(list)) {
    const auto started = shell_.viewing().start(text, complain);
    if (!started.done) complain("PYINSTR_VIEWS: `" + text + "`: " + started.message);
  }
}

/// Whether anything would stop the program if it began anew.
bool Runtime::may_stop() {
  const auto breakpoints = engine_.breakpoints();
  const auto stops = [](const engine::Breakpoint& one) { return one.enabled && one.log == nullptr; };
  return std::any_of(breakpoints.begin(), breakpoints.end(), stops) || !engine_.catches().empty() ||
         !engine_.stop_whens().empty() || !engine_.watches().empty();
}

std::string Runtime::restart(std::string_view arguments) {
  try {
    const std::string armed = shell_.state_text();
    const py::object wrong = imported("pyinstr.restart")
                                 .attr("restart")(string_of(arguments), string_of(armed), may_stop(),
                                                  string_of(start_folder_));
    return wrong.is_none() ? std::string() : text_of(wrong);
  } catch (py::error_already_set& error) {
    return std::string("cannot restart: ") + error.what();
  }
}

void Runtime::read_rc_files() {
  if (!reads_rc_files_ || environment::get(environment::rc) == "off") return;
  for (const RcFile& file : find_rc_files(environment::get("HOME"))) {
    shell_.feed_file(file.name, lines_of(Sources::text_on_disk(file.path)));
  }
}

std::string Runtime::open_device(const std::string& device) {
  std::string error = console_.open_device(device);
  if (error.empty()) processes_.reads_from(device);
  return error;
}

engine::SetResult Runtime::set_breakpoint(const std::string& text) {
  std::string error;
  const auto spec = engine::parse_break(text, error);
  return spec ? engine_.set(*spec) : engine::SetResult{0, error};
}

engine::SetResult Runtime::set_catch(const std::string& text) {
  std::string error;
  auto spec = engine::parse_catch(text, error);
  return spec ? engine_.catch_exceptions(std::move(*spec)) : engine::SetResult{0, error};
}

void Runtime::set_breakpoints(const std::string& list) {
  for (const auto& text : engine::split_breaks(list)) complain_unless_placed(set_breakpoint(text));
}

void Runtime::set_logs(const std::string& list) {
  for (const auto& text : engine::split_logs(list)) {
    std::string error;
    auto spec = engine::parse_log(text, error);
    if (spec) spec->unattended = true;
    complain_unless_placed(spec ? engine_.set(std::move(*spec)) : engine::SetResult{0, error});
  }
}

/// Told unless it is just where it was asked for: nobody should wait for a stop in vain.
void Runtime::complain_unless_placed(const engine::SetResult& result) {
  const auto set = engine_.find(result.number);
  if (!set || set->state != engine::BreakpointState::verified || !set->slid.empty()) complain(result.message);
}

void Runtime::log(const engine::LogRecord& record) {
  compat::write_to_stderr(engine::row_of(sources_, record) + "\n");
}

py::object Runtime::debugged(const py::object& function) {
  const engine::ThreadId thread = compat::this_thread();
  engine_.stop_soon(thread, engine::StopReason::step);
  // Taken back however the function ends: the outer stop is still at its prompt.
  const std::unique_ptr<engine::Engine, std::function<void(engine::Engine*)>> step(
      &engine_, [thread](engine::Engine* engine) { engine->forget_thread(thread); });
  tool_->listen_inside();
  const Listening listening;
  return function();
}

bool Runtime::stop_here(const std::string& header, std::vector<std::string> commands, bool continued) {
  if (Ignoring::is_on()) return true;
  shell_.obey_first(std::move(commands));
  engine::StopEvent event;
  event.reason = engine::StopReason::pause;
  event.continued = continued;
  if (!header.empty()) event.notes.push_back(header);
  return stop_now(std::move(event));
}

bool Runtime::is_answered() const {
  return !shell_.has_ended() && (shell_.is_answered() || console_.is_interactive());
}

bool Runtime::interrupt() {
  const auto leave = [] { return PyErr_SetNone(PyExc_KeyboardInterrupt), false; };
  const engine::ThreadId thread = compat::this_thread();
  if (!is_answered() || !engine_.family().stops()) return leave();
  if (session_.turns().state(thread) == engine::TurnState::at_prompt) return leave();
  if (session_.turns().taken()) return true;  // meant for the prompt, which is another thread's
  if (console_.is_interactive()) console_.write("\n");  // behind the terminal's `^C`
  if (!Ignoring::is_on()) return stop_here("");
  if (std::exchange(interrupt_waits_, true)) return leave();
  engine_.stop_soon(thread, engine::StopReason::pause);
  return true;
}

bool Runtime::stop_at_return(const std::string& note) {
  engine::StopEvent event;
  event.reason = engine::StopReason::step;
  event.notes.push_back(note);
  return stop_now(std::move(event));
}

bool Runtime::stop_again(const std::string& note, engine::Line line) {
  engine::StopEvent event;
  event.reason = engine::StopReason::step;
  event.continued = true;
  event.line = line;
  event.notes.push_back(note);
  return stop_now(std::move(event), &engine::Engine::stop_again);
}

bool Runtime::stop_now(engine::StopEvent event, Stopping stop) {
  if (Ignoring::is_on()) return true;
  const Ignoring ignoring;
  try {
    pause(std::move(event), stop);
  } catch (py::error_already_set& error) {
    hooks_.leave(error);
  } catch (const std::exception&) {
    // As in a hook: the stop is lost, the program goes on.
  }
  return hooks_.pass_interrupt();
}

/// Says where the event is, which is here, and stops.
void Runtime::pause(engine::StopEvent event, Stopping stop) {
  PythonStack stack(rules_, &hooks_);
  if (stack.depth() == 0) return;
  const py::object frame = stack.object(0);
  event.thread = stack.thread();
  const std::string path = text_of(compat::file_name(code_of(frame)));
  event.file = sources_.at(path);
  if (event.line == 0) event.line = compat::frame_line(reinterpret_cast<PyFrameObject*>(frame.ptr()));
  event.function = text_of(compat::name(code_of(frame)));
  if (stack.reports(0)) event.function = sources_.function_at(path, event.line, event.function);
  (engine_.*stop)(event, stack);
}

void Runtime::post_mortem(const py::object& found) {
  {
    const Ignoring ignoring;
    TracebackStack stack(rules_, hooks_, found);
    engine::StopEvent event;
    event.reason = engine::StopReason::exception;
    event.post_mortem = true;
    event.thread = stack.thread();
    PyCodeObject* const code = code_of(stack.object(0));
    const std::string path = text_of(compat::file_name(code));
    event.file = sources_.at(path);
    event.line = stack.line(0);
    event.function = text_of(compat::name(code));
    if (stack.reports(0)) event.function = sources_.function_at(path, event.line, event.function);
    event.exception = text_of(found.attr("title")());
    session_.stopped(event, stack);
  }
  if (!hooks_.pass_interrupt()) throw py::error_already_set();
}

void Runtime::remember(const std::string& path) {
  sources_.remember(path);
  monitoring_.refresh();
}

void Runtime::stop_at_first_line() {
  engine_.stop_soon(compat::this_thread(), engine::StopReason::entry);
}

void Runtime::release_while(const std::function<void()>& wait) {
  const py::gil_scoped_release released;
  wait();
}

bool Runtime::interrupted() {
  if (PyErr_CheckSignals() == 0) return false;
  const bool meant_for_the_prompt = PyErr_ExceptionMatches(PyExc_KeyboardInterrupt) != 0;
  if (meant_for_the_prompt) {
    PyErr_Clear();
  } else {
    hooks_.keep_interrupt();  // the program's own handler raised it: the program gets it
  }
  return meant_for_the_prompt;
}

/// In the child, before any other code of it runs.
void Runtime::forked() {
  const engine::ThreadId survivor = compat::this_thread();
  const bool at_prompt = session_.turns().forked(survivor);
  hooks_.forked();
  engine_.forked(survivor, at_prompt);
  kept_.leave_counts();
  shell_.viewing().in_child(std::to_string(process::number()));
  const bool asks_on = at_prompt && engine_.family().stops();
  shell_.forked(at_prompt, asks_on);
  console_.forked(at_prompt);
  console_.share(processes_.device());
  processes_.forked(at_prompt, asks_on);
}

long Runtime::begin_asking() {
  processes_.lead(engine_.family());
  const long process =
      processes_.take_terminal(engine_.family(), [this](const auto& wait) { release_while(wait); });
  if (asks_captured("lift")) console_.write("\n");
  return process;
}

void Runtime::end_asking() {
  asks_captured("lay_again");
  processes_.give_terminal(engine_.family());
}

void Runtime::passed(const engine::StopEvent& event) { processes_.passed(sources_.path(event.file), event.line); }

void Runtime::let_go(const char* why) {
  complain(std::string(why) + ": threads that were held run on until the next stop");
}

std::unique_ptr<engine::Inspector> Runtime::inspect(const engine::StopEvent& event, engine::Stack& stack) {
  release_frame();
  interrupt_waits_ = false;
  const engine::Turns& turns = session_.turns();
  if (event.post_mortem) {
    return std::make_unique<PostMortemInspector>(event, static_cast<TracebackStack&>(stack), sources_, turns);
  }
  auto& frames = static_cast<PythonStack&>(stack);
  if (frames.depth() > 0) hooks_.stopped_in(code_of(frames.object(0)));
  return std::make_unique<PythonInspector>(event, frames, sources_, turns);
}

std::vector<std::string> Runtime::notes(const engine::StopEvent& event) {
  if (!checked_.insert(event.file).second || !sources_.is_stale(event.file)) return {};
  return {sources_.file(event.file).original + " has changed since this copy was built: lines may differ"};
}

void Runtime::quit() {
  try {
    imported("pyinstr.exiting").attr("run_exit_functions")();
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr quit");
  }
  terminal::end_process(1);
}

}  // namespace pyinstr::python
