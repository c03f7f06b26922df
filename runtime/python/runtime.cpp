#include "runtime.h"

#include <fstream>

#include "engine/break_text.h"
#include "environment.h"
#include "inspect.h"
#include "post_mortem.h"
#include "pyinstr/rewriter.h"
#include "terminal.h"

namespace pyinstr::python {
namespace {

/// `sys.breakpointhook` becomes ours only where nobody else has a say in it.
void take_breakpointhook() {
  const auto sys = py::module_::import("sys");
  if (!environment::get("PYTHONBREAKPOINT").empty()) return;
  if (!sys.attr("breakpointhook").is(sys.attr("__breakpointhook__"))) return;
  sys.attr("breakpointhook") = py::module_::import("pyinstr").attr("set_trace");
}

/// Each line reported, for the differential tests and for people: `file:line function`.
std::shared_ptr<engine::View> trace_into(const std::string& path, engine::Files& files) {
  auto out = std::make_shared<std::ofstream>(path, std::ios::binary | std::ios::trunc);
  if (!*out) {
    complain("cannot write the trace to `" + path + "`");
    return nullptr;
  }
  return std::make_shared<engine::LineTrace>(
      files, engine::raw_row, [out](const std::string& row) { *out << row << '\n' << std::flush; });
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

void complain(const std::string& text) { PySys_FormatStderr("pyinstr: %s\n", text.c_str()); }

Runtime::Runtime(std::string package_folder)
    : rules_{std::move(package_folder), {}},
      hooks_(sources_, rules_),
      evaluator_([this] { hooks_.keep_interrupt(); }),
      shell_(console_, engine_, sources_),
      session_(*this, shell_),
      engine_(sources_, evaluator_, hooks_, session_) {
  hooks_.start(engine_);
  // Counts have a file to be written when the program ends.
  py::module_::import("atexit").attr("register")(py::cpp_function([this] { shell_.viewing().write_counts(); }));
  console_.complete_with([this](std::string_view line) { return shell_.complete(line); });
}

void Runtime::attach(int format_version, const py::str& name, HookCall call) {
  if (format_version != rewriter::format_version) {
    throw py::value_error("made by another version of pyinstr (format " + std::to_string(format_version) +
                          ", this runtime reads " + std::to_string(rewriter::format_version) +
                          "): build the copy again");
  }
  rules_.hook_names.push_back(py::reinterpret_steal<py::object>(PyUnicode_FromObject(name.ptr())));
  if (!environment_read_) {
    environment_read_ = true;
    if (!environment::is_off()) obey_environment();
  }
  install_hook(make_hook(hooks_, call, text_of(name)), name);
  show_originals();
}

void Runtime::show_originals() {
  if (shows_originals_) return;
  shows_originals_ = true;
  const Ignoring ignoring;
  try {
    py::module_::import("pyinstr.originals").attr("install")();
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr.originals");
  }
}

void Runtime::obey_environment() {
  const Ignoring ignoring;
  take_breakpointhook();
  PythonStack stack(rules_);
  for (int i = 0; i < stack.depth(); ++i) sources_.discover(text_of(code_of(stack.object(i))->co_filename));
  if (const auto device = environment::get(environment::tty); !device.empty()) {
    if (const auto error = console_.open_device(device); !error.empty()) complain(error);
  }
  shell_.feed(lines_of(environment::get(environment::commands)));
  if (const auto path = environment::get(environment::trace); !path.empty()) {
    if (auto view = trace_into(path, sources_)) engine_.add_view(std::move(view));
  }
  start_views(environment::get(environment::views));
  set_breakpoints(environment::get(environment::breakpoints));
}

void Runtime::start_views(const std::string& list) {
  if (list.empty()) return;
  for (const auto& text : engine::split_breaks(list)) {
    const auto started = shell_.viewing().start(text, complain);
    if (!started.done) complain("PYINSTR_VIEWS: `" + text + "`: " + started.message);
  }
}

engine::SetResult Runtime::set_breakpoint(const std::string& text) {
  std::string error;
  const auto spec = engine::parse_break(text, error);
  return spec ? engine_.set(*spec) : engine::SetResult{0, error};
}

void Runtime::set_breakpoints(const std::string& list) {
  for (const auto& text : engine::split_breaks(list)) {
    const auto result = set_breakpoint(text);
    const auto set = engine_.find(result.number);
    // Told unless it is just where it was asked for: nobody should wait for a stop in vain.
    if (!set || set->state != engine::BreakpointState::verified || !set->slid.empty()) complain(result.message);
  }
}

bool Runtime::stop_here(const std::string& header) {
  if (Ignoring::is_on()) return true;
  const Ignoring ignoring;
  try {
    pause(header);
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  } catch (const std::exception&) {
    // As in a hook: the stop is lost, the program goes on.
  }
  return hooks_.pass_interrupt();
}

void Runtime::pause(const std::string& header) {
  PythonStack stack(rules_);
  if (stack.depth() == 0) return;
  const py::object frame = stack.object(0);
  engine::StopEvent event;
  event.reason = engine::StopReason::pause;
  event.thread = stack.thread();
  event.file = sources_.at(text_of(code_of(frame)->co_filename));
  event.line = PyFrame_GetLineNumber(reinterpret_cast<PyFrameObject*>(frame.ptr()));
  event.function = text_of(code_of(frame)->co_name);
  if (!header.empty()) event.notes.push_back(header);
  engine_.stop(event, stack);
}

void Runtime::post_mortem(const py::object& found) {
  {
    const Ignoring ignoring;
    TracebackStack stack(rules_, found);
    engine::StopEvent event;
    event.reason = engine::StopReason::exception;
    event.post_mortem = true;
    event.thread = stack.thread();
    const PyCodeObject* code = code_of(stack.object(0));
    const std::string path = text_of(code->co_filename);
    event.file = sources_.at(path);
    event.line = stack.line(0);
    event.function = text_of(code->co_name);
    if (stack.hooked(0)) event.function = sources_.function_at(path, event.line, event.function);
    event.exception = text_of(found.attr("title")());
    session_.stopped(event, stack);
  }
  if (!hooks_.pass_interrupt()) throw py::error_already_set();
}

void Runtime::stop_at_first_line() {
  engine_.stop_soon(PyThread_get_thread_ident(), engine::StopReason::entry);
}

void Runtime::release_while(const std::function<void()>& wait) {
  const py::gil_scoped_release released;
  wait();
}

std::unique_ptr<engine::Inspector> Runtime::inspect(const engine::StopEvent& event, engine::Stack& stack) {
  if (event.post_mortem) {
    return std::make_unique<PostMortemInspector>(event, static_cast<TracebackStack&>(stack), sources_);
  }
  return std::make_unique<PythonInspector>(event, static_cast<PythonStack&>(stack), sources_);
}

std::vector<std::string> Runtime::notes(const engine::StopEvent& event) {
  if (!checked_.insert(event.file).second || !sources_.is_stale(event.file)) return {};
  return {sources_.file(event.file).original + " has changed since this copy was built: lines may differ"};
}

void Runtime::quit() {
  try {
    inspection().attr("run_exit_functions")();
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr quit");
  }
  terminal::end_process(1);
}

}  // namespace pyinstr::python
