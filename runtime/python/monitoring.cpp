#include "monitoring.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "compat.h"
#include "imports.h"
#include "inspect.h"
#include "live_code.h"
#include "runtime.h"

namespace pyinstr::python {
namespace {

/// PY_START stays on where lines are: without it 3.13 reports none in functions of one line.
constexpr Events with_lines = event_line | event_start;

PyObject* object_of(PyCodeObject* code) { return reinterpret_cast<PyObject*>(code); }

PyCodeObject* code_in(const py::object& object) { return reinterpret_cast<PyCodeObject*>(object.ptr()); }

}  // namespace

void Monitoring::start(engine::Engine& engine) { engine_ = &engine; }

// ---- what is wanted

void Monitoring::arm(engine::FileId file, engine::SiteNumber site) {
  armed_[file].insert(site);
  ++epoch_;
  is_stale_ = true;
}

void Monitoring::disarm(engine::FileId file, engine::SiteNumber site) {
  auto& sites = armed_[file];
  sites.erase(site);
  if (sites.empty()) armed_.erase(file);
  ++epoch_;
  is_stale_ = true;
}

void Monitoring::take_effect() {
  if (std::exchange(is_stale_, false)) refresh();
}

void Monitoring::watch_thread(engine::ThreadId thread, bool watched) {
  if (thread == engine::all_threads) {
    all_watched_ += watched ? 1 : -1;
  } else if (watched) {
    stepping_.insert(thread);
  } else {
    stepping_.erase(thread);
    narrow_.erase(thread);
  }
  set_watched();
}

/// A step over code that has hooks takes nothing of the interpreter's.
void Monitoring::step_reaches(engine::ThreadId thread, engine::StepReach reach) {
  const bool known = reach == engine::StepReach::stack && thread == compat::this_thread();
  if (known && !has_plain_frames()) narrow_.insert(thread);
  else narrow_.erase(thread);
  set_watched();
}

void Monitoring::set_watched() {
  std::set<engine::ThreadId> watched;
  std::set_difference(stepping_.begin(), stepping_.end(), narrow_.begin(), narrow_.end(),
                      std::inserter(watched, watched.end()));
  if (all_watched_ > 0) watched.insert(engine::all_threads);
  if (watched == watched_) return;
  watched_ = std::move(watched);
  refresh();
}

bool Monitoring::has_plain_frames() {
  if (!MonitoringTool::exists()) return false;
  const Ignoring ignoring;
  auto frame = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(compat::current_frame()));
  for (; frame; frame = caller_of(frame)) {
    PyObject* const globals = compat::frame_globals(reinterpret_cast<PyFrameObject*>(frame.ptr()));
    if (reports(code_of(frame), globals)) return true;
  }
  return false;
}

void Monitoring::watch_files(bool watched) {
  files_watched_ = watched;
  refresh();
}

bool Monitoring::serves(engine::FileId file) { return !sources_.file(file).hooked; }

bool Monitoring::arms_any() {
  for (const auto& entry : armed_) {
    if (serves(entry.first)) return true;
  }
  return false;
}

void Monitoring::refresh() noexcept {
  const Ignoring ignoring;
  try {
    refresh_all();
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  } catch (const std::exception&) {
    // Out of memory: what was on stays on.
  }
}

void Monitoring::refresh_all() {
  const bool arms = arms_any();
  if (!MonitoringTool::exists()) {
    if (arms) say_there_are_none();
    return;
  }
  watch_code();
  if (!arms && watched_.empty() && !waits_by_events()) {
    const auto codes = std::exchange(codes_, {});  // die last: the program may hear of their end
    tool_.forget(*this);
    searched_.clear();
    if (!files_watched_) seen_.clear();
    return;
  }
  const bool had = tool_.want(*this, event_start | event_resume, threads_wanted(arms || waits_by_events()));
  if (arms && !tool_.refusal().empty()) say_who_has_the_events();
  if (!had) return;
  if (arms) arm_live_code();
  const auto codes = codes_;  // setting events may let others in
  for (const auto& [key, code] : codes) {
    if (PlainCode* plain = plain_of(code_in(code))) set_lines(code_in(code), *plain);
  }
  watch_frames();
  tool_.restart();
}

void Monitoring::watch_code() {
  if (!ExecutedCode::serves()) return;
  if (files_watched_) executed_.watch([this](PyCodeObject* code) { executed(code); });
  else executed_.watch({});
}

/// Breakpoints stop in all threads, steps in their own.
EventThreads Monitoring::threads_wanted(bool all) const {
  if (all || watched_.contains(engine::all_threads)) return {};
  return {false, {watched_.begin(), watched_.end()}};
}

void Monitoring::say_there_are_none() {
  if (!told_.insert(std::string()).second) return;
  complain("breakpoints in files that were not rewritten do not stop on this interpreter");
}

void Monitoring::say_who_has_the_events() {
  if (!told_.insert(tool_.refusal()).second) return;
  complain(tool_.refusal() + ": breakpoints in files that were not rewritten do not stop");
}

/// Code of armed files that exists: it may be running and never start again.
void Monitoring::arm_live_code() {
  std::set<engine::FileId> missing;
  for (const auto& entry : armed_) {
    if (serves(entry.first) && searched_.insert(entry.first).second) missing.insert(entry.first);
  }
  if (missing.empty()) return;
  const auto is_wanted = [&](PyObject* name) {
    const int file = sources_.find(text_of(name));
    return file >= 0 && missing.contains(static_cast<engine::FileId>(file));
  };
  for (py::object& code : live_code(is_wanted)) codes_.emplace(code.ptr(), code);
}

/// Frames that the thread is in already.
void Monitoring::watch_frames() {
  if (!is_watched()) return;
  auto frame = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(compat::current_frame()));
  for (; frame; frame = caller_of(frame)) {
    PyCodeObject* const code = code_of(frame);
    PlainCode* const plain = plain_of(code);
    PyObject* const globals = compat::frame_globals(reinterpret_cast<PyFrameObject*>(frame.ptr()));
    if (plain == nullptr || !is_stepped_into(code, *plain, globals)) continue;
    keep_at_hand(code);
    set_lines(code, *plain);
  }
}

void Monitoring::keep_at_hand(PyCodeObject* code) {
  codes_.emplace(object_of(code), py::reinterpret_borrow<py::object>(object_of(code)));
}

void Monitoring::set_lines(PyCodeObject* code, PlainCode& plain) {
  bring_up_to_date(code, plain);
  const bool stepped = !watched_.empty() && plain.stepped_into && plain.filter == steps_.version();
  tool_.want_in(*this, code, plain.armed || stepped ? with_lines : event_none);
}

// ---- what is known of code

/// Null if there is nothing in that code for us.
PlainCode* Monitoring::plain_of(PyCodeObject* code) {
  PlainCode* plain = plains_.find(code);
  if (plain == nullptr) {
    auto fresh = std::make_unique<PlainCode>();
    fresh->never = rules_.is_hidden(code) || rules_.is_hooked(code) || FrameRules::is_prologue(code);
    plain = plains_.add(code, std::move(fresh));
  }
  return plain == nullptr || plain->never ? nullptr : plain;
}

void Monitoring::bring_up_to_date(PyCodeObject* code, PlainCode& plain) {
  if (plain.epoch == epoch_) return;
  plain.epoch = epoch_;
  plain.armed = false;
  if (plain.file < 0) plain.file = sources_.find(text_of(compat::file_name(code)));
  const auto file = static_cast<engine::FileId>(plain.file);
  if (plain.file < 0 || !armed_.contains(file) || !serves(file)) return;
  find_spots(code, plain);
  for (const auto& spot : plain.spots) plain.armed = plain.armed || is_armed(plain.file, spot.second);
}

/// Needs a file.
void Monitoring::find_spots(PyCodeObject* code, PlainCode& plain) {
  if (plain.spots_known || is_half_imported("dis")) return;  // starts() works with it
  plain.spots_known = true;
  const auto file = static_cast<engine::FileId>(plain.file);
  if (sources_.needs_code(file)) learn(code, file);
  const std::string name = text_of(compat::name(code));
  py::dict statements;
  for (const py::handle range : py::handle(object_of(code)).attr("co_lines")()) {
    const py::object line = range[py::int_(2)];
    if (line.is_none() || statements.contains(line)) continue;
    const auto found = sources_.statement_at(file, py::cast<int>(line), name);
    if (found.site >= 0) statements[line] = py::make_tuple(found.site, static_cast<int>(found.role));
  }
  if (statements.empty()) return;
  const py::object starts = imported("pyinstr.statement_starts").attr("starts");
  for (const py::handle start : starts(py::handle(object_of(code)), statements)) {
    const int offset = py::cast<int>(start[py::int_(0)]);
    const int first = py::cast<int>(py::object(statements[start[py::int_(1)]])[py::int_(0)]);
    int line = 0, column = -1;
    compat::locate(code, offset, line, column);
    plain.spots[offset] = sources_.at_column(file, line, column, name, first);
  }
}

/// The lines of code without a text, and of all code nested in it.
void Monitoring::learn(PyCodeObject* code, engine::FileId file) {
  std::vector<Sources::CodeLine> lines;
  const std::string function = text_of(compat::qualified_name(code));
  const bool is_module = !compat::is_function(code);
  for (const py::handle range : py::handle(object_of(code)).attr("co_lines")()) {
    const py::object line = range[py::int_(2)];
    if (line.is_none()) continue;
    const int number = py::cast<int>(line);
    const bool is_entry = number == compat::first_line(code) && !is_module;
    if (number > 0 && !is_entry) lines.push_back({number, function});
  }
  sources_.learn(file, lines);
  for (const py::handle constant : compat::constants(code)) {
    if (PyCode_Check(constant.ptr())) learn(reinterpret_cast<PyCodeObject*>(constant.ptr()), file);
  }
}

bool Monitoring::is_stepped_into(PyCodeObject* code, PlainCode& plain, PyObject* globals) {
  if (plain.filter == steps_.version()) return plain.stepped_into;
  plain.filter = steps_.version();
  plain.stepped_into = steps_.takes(code, globals, false);
  if (!plain.stepped_into) return false;
  const engine::FileId file = sources_.at(text_of(compat::file_name(code)));
  plain.file = static_cast<int>(file);
  plain.stepped_into = serves(file);
  if (plain.stepped_into) find_spots(code, plain);
  return plain.stepped_into;
}

bool Monitoring::reports(PyCodeObject* code, PyObject* globals) {
  if (!MonitoringTool::exists()) return false;
  PlainCode* const plain = plain_of(code);
  return plain != nullptr && is_stepped_into(code, *plain, globals) && tool_.is_free();
}

void Monitoring::stopped_in(PyCodeObject* code) {
  if (!MonitoringTool::exists()) return;
  PlainCode* const plain = plain_of(code);
  if (plain == nullptr || !plain->spots_known) return;
  plain->filter = steps_.version();
  plain->stepped_into = true;
  tool_.restart();  // its other lines were disabled while nobody stepped in it
}

bool Monitoring::is_watched() const {
  if (watched_.empty()) return false;
  return watched_.contains(engine::all_threads) || watched_.contains(compat::this_thread());
}

bool Monitoring::is_armed(int file, engine::SiteNumber site) const {
  const auto sites = armed_.find(static_cast<engine::FileId>(file));
  return sites != armed_.end() && sites->second.contains(site);
}

// ---- events

Interest Monitoring::on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept {
  if (!PyCode_Check(arguments[0])) return Interest::disable;
  auto* const code = reinterpret_cast<PyCodeObject*>(arguments[0]);
  Interest interest = Interest::keep;
  try {
    if (event == event_start || event == event_resume) interest = begins(code);
    else if (event != event_line || count < 2) return Interest::disable;
    else interest = reaches_line(code, static_cast<int>(PyLong_AsLong(arguments[1])));
  } catch (py::error_already_set& error) {
    hooks_.leave(error);
  } catch (const std::exception&) {
    // As in a hook: this stop is lost.
  }
  return Ignoring::is_on() || hooks_.pass_interrupt() ? interest : Interest::raise;
}

Interest Monitoring::begins(PyCodeObject* code) {
  PlainCode* const plain = plain_of(code);
  if (plain == nullptr) return Interest::disable;
  if (Ignoring::is_on()) return Interest::keep;
  const Ignoring ignoring;
  if (files_watched_) turn_up(code, *plain);
  bring_up_to_date(code, *plain);
  if (plain->file >= 0 && searched_.contains(static_cast<engine::FileId>(plain->file))) keep_at_hand(code);
  const bool stepped = !watched_.empty() && is_stepped_into(code, *plain, PyEval_GetGlobals());
  if (!plain->armed && !(stepped && is_watched())) return stepped ? Interest::keep : Interest::disable;
  keep_at_hand(code);
  set_lines(code, *plain);
  return Interest::keep;
}

/// A breakpoint may wait for the code's file.
void Monitoring::turn_up(PyCodeObject* code, PlainCode& plain) {
  plain.file = static_cast<int>(sources_.at(text_of(compat::file_name(code))));
  const auto file = static_cast<engine::FileId>(plain.file);
  if (sources_.needs_code(file)) find_spots(code, plain);
  if (seen_.insert(file).second || sources_.needs_code(file)) engine_->file_loaded(file);
}

void Monitoring::meet(const std::string& path) noexcept {
  if (!MonitoringTool::exists()) return;
  const Ignoring ignoring;
  try {
    for (const py::object& code : live_code([&](PyObject* name) { return text_of(name) == path; })) {
      if (plain_of(code_in(code)) == nullptr) continue;
      const engine::FileId file = sources_.at(path);
      if (sources_.needs_code(file)) learn(code_in(code), file);
    }
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  } catch (const std::exception&) {
    // Out of memory: the lines are learned when the code runs.
  }
}

void Monitoring::executed(PyCodeObject* code) {
  if (Ignoring::is_on()) return;
  const Ignoring ignoring;
  PlainCode* const plain = plain_of(code);
  if (plain != nullptr) turn_up(code, *plain);
}

Interest Monitoring::reaches_line(PyCodeObject* code, int line) {
  PlainCode* const plain = plains_.find(code);
  if (plain == nullptr || plain->never || line < 1) return Interest::disable;
  if (Ignoring::is_on()) return Interest::keep;
  const auto spot = plain->spots.find(compat::current_place().offset);
  if (spot == plain->spots.end()) return Interest::disable;
  const bool watched = is_watched() && plain->stepped_into && plain->filter == steps_.version();
  if (!watched && !is_armed(plain->file, spot->second)) {
    return watched_.empty() ? Interest::disable : Interest::keep;
  }
  report(*plain, spot);
  return Interest::keep;
}

/// Where a stop was left by a jump the frame is elsewhere: the interpreter tells of the line that it
/// left only.
void Monitoring::report(const PlainCode& plain, std::map<int, engine::SiteNumber>::const_iterator spot) {
  const Ignoring ignoring;
  while (spot != plain.spots.end()) {
    const int offset = spot->first;
    PythonStack stack(rules_, &hooks_);
    engine_->on_line({static_cast<engine::FileId>(plain.file), spot->second, !plain.stepped_into}, stack);
    const int now = compat::current_place().offset;
    if (now == offset && !engine_->has_jumped(stack.thread())) return;
    spot = plain.spots.find(now);
  }
}

}  // namespace pyinstr::python
