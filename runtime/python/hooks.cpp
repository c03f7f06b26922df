#include "hooks.h"

#include <utility>

#include "frame_events.h"
#include "inspect.h"
#include "interrupts.h"
#include "monitoring.h"
#include "original_positions.h"

namespace pyinstr::python {

thread_local int Ignoring::depth_ = 0;

namespace {

/// A thread's own dict is cleared when the thread ends, on that thread, which then still holds the
/// interpreter's lock: so what stands in it can tell that a step will never be finished.
constexpr const char* thread_end = "pyinstr.thread_end";

void forget_ended_thread(PyObject* capsule) {
  auto* engine = static_cast<engine::Engine*>(PyCapsule_GetPointer(capsule, thread_end));
  if (engine != nullptr) engine->forget_thread(compat::this_thread());
  else PyErr_Clear();
}

void notice_end_of_thread(engine::Engine* engine) {
  PyObject* own = PyThreadState_GetDict();  // borrowed; null where there is none
  if (own == nullptr || PyDict_GetItemString(own, thread_end) != nullptr) return;
  PyObject* capsule = PyCapsule_New(engine, thread_end, forget_ended_thread);
  if (capsule == nullptr || PyDict_SetItemString(own, thread_end, capsule) != 0) PyErr_Clear();
  Py_XDECREF(capsule);
}

}  // namespace

CodeRecord::~CodeRecord() { owner->forget(this); }

void Hooks::start(engine::Engine& engine, Monitoring& others) {
  engine_ = &engine;
  others_ = &others;
  prepare_python_hooks();
}

void Hooks::arm(engine::FileId file, engine::SiteNumber site) {
  skipped_.put_back(SkippedHooks::idle);
  skipped_.put_back(static_cast<int>(file));
  armed_[file].try_emplace(site);
  ++epoch_;
  recent_code_ = nullptr;
  if (switches_.empty()) return;
  // Its module may run, or be about to, without having told: the hooks of another copy, which have its
  // hooks' name, did not listen.
  const auto named = switch_named_.find(sources_.hook_name(file));
  if (named != switch_named_.end()) joins(switches_[named->second], file);
  turn_later(file, site);
}

void Hooks::disarm(engine::FileId file, engine::SiteNumber site) {
  auto& sites = armed_[file];
  sites.erase(site);
  if (sites.empty()) armed_.erase(file);
  ++epoch_;
  recent_code_ = nullptr;
  turn_later(file, site);
}

/// Only for hooks that are told what to do: others ask the engine, by a short way.
void Hooks::ask_first(engine::FileId file, engine::SiteNumber site, const engine::SoleBreakpoint& question) {
  if (!compat::has_python_hooks) return;
  const auto sites = armed_.find(file);
  if (sites == armed_.end() || !sites->second.contains(site)) return;
  sites->second[site] = question;
  turn_later(file, site);
}

void Hooks::turn_later(engine::FileId file, engine::SiteNumber site) {
  if (switches_.empty()) return;
  to_turn_[file].insert(site);
  ++turns_;
}

void Hooks::take_effect() {
  const auto changed = std::exchange(to_turn_, {});
  const bool all = std::exchange(all_to_turn_, false);
  for (const auto& [file, sites] : changed) turn_those_of(file, sites);
  if (all) turn_all();
}

void Hooks::watch_thread(engine::ThreadId thread, bool watched) {
  recent_code_ = nullptr;
  if (watched) {
    skipped_.put_back_all();
    watched_.insert(thread);
    if (thread == compat::this_thread()) notice_end_of_thread(engine_);
  } else if (const auto found = watched_.find(thread); found != watched_.end()) {
    watched_.erase(found);
  }
  tell_watched();
}

/// Whoever finds that not all are told yet tells them, too, and does not wait for who is at it.
void Hooks::tell_watched() {
  while (watched_told_ == watched_.empty()) {
    const bool watched = !watched_.empty();
    turn_all();
    watched_told_ = watched;
  }
}

/// Files that have run already, while nothing was wanted, tell of themselves like any other.
void Hooks::watch_files(bool watched) {
  if (watched) skipped_.put_back(SkippedHooks::idle);
  files_watched_ = watched;
  all_to_turn_ = true;
  ++turns_;
}

void Hooks::call_always(std::string why) {
  skipped_.stop(std::move(why));
  calls_always_ = true;
}

std::size_t Hooks::add(const std::string& name, std::unique_ptr<HookSwitch> made) {
  const std::size_t number = switches_.size();
  switch_named_.emplace(name, number);
  switches_.push_back({std::move(made), {}});
  turn(switches_.back());
  return number;
}

/// Threads that were telling are gone, and Python may be in the middle of what they told.
void Hooks::forked() {
  for (Switched& one : switches_) one.in_doubt = true;
  all_to_turn_ = true;
}

/// To tell them lets other threads in, which may want something else of it, or be about to tell it what they
/// knew: who was not alone tells it again, so that what was said last is so. Who failed tries once more, for an
/// exception that came from outside, and else when something takes effect the next time.
void Hooks::turn(Switched& one, const Sites& changed) {
  std::uint64_t told = 0;
  bool whole = false, is_told = false;
  int failures = 0;
  do {
    told = ++turns_;
    whole = std::exchange(one.in_doubt, false) || whole;
    // The first module tells which file has these hooks.
    const bool begins = files_watched_ || calls_always_ || one.files.empty();
    const SiteChanges wanted = wanted_of(one, whole ? armed_sites(one) : changed);
    is_told = one.hook->turn(wanted, whole, !watched_.empty(), begins);
    if (!is_told) one.in_doubt = true;
  } while (told != turns_ || (!is_told && ++failures < 2));
  if (!is_told) all_to_turn_ = true;
}

/// Files of one path in two copies share a name, and so a switch.
SiteChanges Hooks::wanted_of(const Switched& one, const Sites& sites) const {
  SiteChanges wanted;
  for (const engine::SiteNumber site : sites) wanted[site];
  for (const engine::FileId file : one.files) {
    const auto armed = armed_.find(file);
    if (armed == armed_.end()) continue;
    for (auto& [site, question] : wanted) {
      const auto found = armed->second.find(site);
      if (found == armed->second.end()) continue;
      question = question ? engine::SoleBreakpoint{} : found->second;
    }
  }
  return wanted;
}

Hooks::Sites Hooks::armed_sites(const Switched& one) const {
  Sites sites;
  for (const engine::FileId file : one.files) {
    const auto armed = armed_.find(file);
    if (armed == armed_.end()) continue;
    for (const auto& [site, question] : armed->second) sites.insert(site);
  }
  return sites;
}

/// False if it was known to have these hooks. What is armed in it is to be told.
bool Hooks::joins(Switched& one, engine::FileId file) {
  const bool is_new = one.files.insert(file).second;
  if (is_new) one.in_doubt = true;
  return is_new;
}

void Hooks::turn_all() {
  for (std::size_t i = 0; i < switches_.size(); ++i) turn(switches_[i]);
}

void Hooks::turn_those_of(engine::FileId file, const Sites& changed) {
  for (std::size_t i = 0; i < switches_.size(); ++i) {
    if (switches_[i].files.contains(file)) turn(switches_[i], changed);
  }
}

void Hooks::module_begins(std::size_t number) {
  module_begins();
  const Ignoring ignoring;
  try {
    const compat::Place place = compat::current_place();
    if (place.code == nullptr) return;
    const engine::FileId file = sources_.at(text_of(compat::file_name(place.code)));
    see(file);
    Switched& own = switches_[number];
    if (!joins(own, file)) return;
    // Files of other copies may have been armed before there was a switch by their hooks' name, which is this.
    const std::string name = sources_.hook_name(file);
    for (const auto& [other, sites] : armed_) {
      if (!name.empty() && sources_.hook_name(other) == name) joins(own, other);
    }
    turn(own);
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  } catch (const std::exception&) {
    // Out of memory: the module's hooks do nothing.
  }
}

void Hooks::see(engine::FileId file) {
  if (seen_.insert(file).second) engine_->file_loaded(file);
}

bool Hooks::reports(PyCodeObject* code, PyObject* globals) {
  if (!rules_.is_hooked(code)) return others_->reports(code, globals);
  CodeRecord* const record = records_.find(code);
  return record == nullptr ? steps_.takes(code, globals, true) : is_stepped_into(code, *record, globals);
}

void Hooks::stopped_in(PyCodeObject* code) {
  if (!rules_.is_hooked(code)) return others_->stopped_in(code);
  CodeRecord* const record = records_.find(code);
  if (record == nullptr) return;
  record->filter = steps_.version();
  record->stepped_into = true;
}

bool Hooks::is_stepped_into(PyCodeObject* code, CodeRecord& record, PyObject* globals) {
  if (record.filter != steps_.version()) {
    record.filter = steps_.version();
    record.stepped_into = steps_.takes(code, globals, true);
  }
  return record.stepped_into;
}

bool Hooks::is_watched() const {
  if (watched_.empty()) return false;
  return watched_.contains(engine::all_threads) || watched_.contains(compat::this_thread());
}

bool Hooks::is_armed(engine::FileId file, engine::SiteNumber site) const {
  const auto sites = armed_.find(file);
  return sites != armed_.end() && sites->second.contains(site);
}

CodeRecord* Hooks::record_of(PyCodeObject* code) {
  CodeRecord* const record = records_.find(code);
  if (record != nullptr) return record;
  return Ignoring::is_on() ? nullptr : add_record(code);
}

CodeRecord* Hooks::add_record(PyCodeObject* code) {
  auto record = std::make_unique<CodeRecord>(*this);
  record->file = sources_.at(text_of(compat::file_name(code)));
  CodeRecord* const added = records_.add(code, std::move(record));
  if (added != nullptr) see(added->file);
  return added;
}

void Hooks::refresh(CodeRecord& record) {
  record.epoch = epoch_;
  record.file_has_armed = armed_.contains(record.file);
  for (auto& spot : record.spots) {
    spot.armed = spot.site == CodeRecord::unknown || (spot.site >= 0 && is_armed(record.file, spot.site));
  }
}

CodeRecord::Spot& Hooks::add_spot(CodeRecord& record, const compat::Place& place) {
  const auto instruction = static_cast<std::size_t>(place.offset / compat::instruction_size);
  if (instruction >= record.spots.size()) record.spots.resize(instruction + 1);
  CodeRecord::Spot& spot = record.spots[instruction];
  int line = 0, column = -1;
  compat::locate(place, line, column);
  const int first_line = compat::first_line(place.code);
  spot.site = sources_.site_at(record.file, {line, column, first_line}, text_of(compat::name(place.code)));
  spot.armed = spot.site >= 0 && is_armed(record.file, spot.site);
  return spot;
}

CodeRecord::Spot Hooks::spot_at(CodeRecord& record, const compat::Place& place, engine::SiteNumber numbered) {
  if (numbered >= 0) return {numbered, is_armed(record.file, numbered)};
  return spot_of(record, place);
}

Hooks::Wanted Hooks::wanted_here() const {
  const compat::Place place = compat::current_place();
  if (place.code == nullptr || place.code != recent_code_ || !watched_.empty()) return {};
  if (!recent_->file_has_armed || is_quiet(place)) return {false};
  const auto sites = armed_.find(recent_->file);
  const auto instruction = static_cast<std::size_t>(place.offset / compat::instruction_size);
  if (sites == armed_.end() || instruction >= recent_->spots.size()) return {};
  const auto armed = sites->second.find(recent_->spots[instruction].site);
  return armed == sites->second.end() ? Wanted{} : Wanted{true, armed->second};
}

bool Hooks::reached(engine::SiteNumber numbered, engine::Asked asked) {
  try {
    skipped_.put_back_what_waits();
    const compat::Place place = compat::current_place();
    if (is_quiet(place)) {
      pass(place, *recent_);
      return interrupts_.empty() || pass_interrupt();
    }
    serve(place, numbered, std::move(asked));
  } catch (py::error_already_set& error) {
    leave(error);
  } catch (const std::exception&) {
    // Out of memory in the debugger is no reason to end the program: this stop is lost.
  }
  return Ignoring::is_on() || pass_interrupt();
}

void Hooks::module_begins() {
  const Ignoring ignoring;  // a codec that is asked for columns may have hooks
  try {
    const compat::Place place = compat::current_place();
    if (place.code == nullptr || place.offset < 0) return;
    const std::string path = text_of(compat::file_name(place.code));
    const std::string copy = sources_.text_on_disk(path);
    if (give_original_positions(place.code, copy, place.offset)) sources_.has_original_columns(path);
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  } catch (const std::exception&) {
    // Out of memory: positions stay those of the copy.
  }
}

void Hooks::serve(const compat::Place& place, engine::SiteNumber numbered, engine::Asked asked) {
  if (place.code == nullptr || place.offset < 0) return;
  CodeRecord* record = place.code == recent_code_ ? recent_ : record_of(place.code);
  if (record == nullptr) return;
  if (record->epoch != epoch_) refresh(*record);
  recent_code_ = watched_.empty() ? place.code : nullptr;
  recent_ = record;
  const bool watched = is_watched() && is_stepped_into(place.code, *record, PyEval_GetGlobals());
  if (!watched && !record->file_has_armed) return pass(place, *record);
  const CodeRecord::Spot spot = spot_at(*record, place, numbered);
  if (!watched && !spot.armed) return pass(place, *record);
  if (spot.site < 0 || Ignoring::is_on()) return;
  const Ignoring ignoring;
  PythonStack stack(rules_, this);
  engine_->on_line({record->file, spot.site, !record->stepped_into, std::move(asked)}, stack);
}

void Hooks::leave(py::error_already_set& error) noexcept {
  const Ignoring ignoring;
  try {
    if (!is_interrupt(error)) return error.discard_as_unraisable("pyinstr");
    error.restore();
    keep_interrupt();
  } catch (const std::exception&) {
    PyErr_Clear();  // out of memory: it is lost
  }
}

void Hooks::keep_interrupt() {
  interrupts_[compat::this_thread()] = take_interrupt();
  recent_code_ = nullptr;  // the next hook must pass it on
}

bool Hooks::pass_interrupt() {
  if (interrupts_.empty()) return true;
  const auto kept = interrupts_.extract(compat::this_thread());
  if (kept.empty()) return true;
  release_frame();
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(kept.mapped().ptr())), kept.mapped().ptr());
  return false;
}

}  // namespace pyinstr::python
