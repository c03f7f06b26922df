#include "call_events.h"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "compat.h"
#include "imports.h"
#include "inspect.h"
#include "interrupts.h"

namespace pyinstr::python {
namespace {

using engine::CallKind;

/// What of the interpreter's events each interest takes. Where an unwinding does not tell of what, that
/// is kept until the frame is left, in whichever way.
struct Asked {
  engine::ViewInterests interest;
  Events events;
};
constexpr Events leaves = compat::has_monitoring ? event_none : event_return | event_yield;
constexpr std::array<Asked, 3> events_asked{{
    {engine::interest_calls, event_start | event_resume | event_throw},
    {engine::interest_returns, event_return | event_yield},
    {engine::interest_exceptions, event_raise | event_unwind | leaves},
}};

Events events_for(engine::ViewInterests interests) {
  Events events = event_none;
  for (const Asked& row : events_asked) {
    if ((interests & row.interest) != 0) events |= row.events;
  }
  return events;
}

/// Nothing for events that no view is told of.
std::optional<CallKind> kind_of(Event event) {
  switch (event) {
    case event_start: return CallKind::called;
    case event_resume:
    case event_throw: return CallKind::resumed;
    case event_return: return CallKind::returned;
    case event_yield: return CallKind::yielded;
    case event_raise: return CallKind::raised;
    case event_unwind: return CallKind::left;
    default: return std::nullopt;
  }
}

constexpr std::array<std::pair<std::string_view, CallKind>, 7> call_kinds{{
    {"called", CallKind::called},
    {"resumed", CallKind::resumed},
    {"returned", CallKind::returned},
    {"yielded", CallKind::yielded},
    {"raised", CallKind::raised},
    {"handled", CallKind::handled},
    {"left", CallKind::left},
}};

bool is_of_exceptions(CallKind kind) { return engine::interest_of(kind) == engine::interest_exceptions; }

/// Up to 3.11 comprehensions are functions, later on some are: nobody has written a call of one.
bool is_comprehension(std::string_view name) {
  return name == "<listcomp>" || name == "<setcomp>" || name == "<dictcomp>" || name == "<genexpr>";
}

py::object calls() { return imported("pyinstr.calls"); }

PyFrameObject* raw_of(const py::object& frame) { return reinterpret_cast<PyFrameObject*>(frame.ptr()); }

py::object running_frame() {
  return py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(compat::current_frame()));
}

}  // namespace

CallKind call_kind_named(std::string_view name) {
  for (const auto& [known, kind] : call_kinds) {
    if (known == name) return kind;
  }
  throw py::value_error("no kind of call: " + std::string(name));
}

void CallEvents::start(engine::Engine& engine) {
  engine_ = &engine;
  engine.calls_from(*this);
}

std::string CallEvents::watch(engine::ViewInterests interests) {
  const Ignoring ignoring;
  try {
    if (MonitoringTool::exists()) {
      if (!tool_.want(*this, events_for(interests))) return tool_.refusal() + ": calls cannot be traced";
      tool_.restart();
    } else {
      const bool any_calls = (interests & (engine::interest_calls | engine::interest_returns)) != 0;
      const bool exceptions = (interests & engine::interest_exceptions) != 0;
      const py::object refusal = calls().attr("listen")(any_calls, exceptions);
      if (const auto text = text_of(refusal); !text.empty()) return "calls cannot be traced: " + text;
    }
  } catch (py::error_already_set& error) {
    return error.what();
  }
  wanted_ = interests;
  leaving_.clear();
  return {};
}

/// Places of code that was left out are disabled.
void CallEvents::step_filter_changed() {
  if (wanted_ == engine::interest_none) return;
  const Ignoring ignoring;
  try {
    tool_.restart();
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  }
}

// ---- what is known of code

/// Null if there was no memory.
CalledCode* CallEvents::record_of(PyCodeObject* code) {
  CalledCode* const known = codes_.find(code);
  return known != nullptr ? known : codes_.add(code, std::make_unique<CalledCode>());
}

void CallEvents::learn(PyCodeObject* code, CalledCode& known) {
  const std::string path = text_of(compat::file_name(code));
  const std::string name = text_of(compat::name(code));
  known.file = sources_.at(path);
  known.is_call = compat::is_function(code) && !is_comprehension(name);
  known.function = compat::has_qualified_names ? text_of(compat::qualified_name(code))
                                               : sources_.function_of(path, compat::first_line(code), name);
}

/// Null if it is none that steps go into.
CalledCode* CallEvents::code_of_interest(PyCodeObject* code, PyObject* globals) {
  CalledCode* const known = record_of(code);
  if (known == nullptr) return nullptr;
  if (known->filter != steps_.version()) {
    known->filter = steps_.version();
    known->own = steps_.takes(code, globals, rules_.is_hooked(code));
    if (known->own && known->function.empty()) learn(code, *known);
  }
  return known->own ? known : nullptr;
}

/// Counts the calls that the frame is in, as far as they are of interest.
int CallEvents::depth_of(const py::object& frame) {
  int depth = 0;
  for (py::object caller = caller_of(frame); caller; caller = caller_of(caller)) {
    const CalledCode* const known = code_in(caller);
    if (known != nullptr && known->is_call) ++depth;
  }
  return depth;
}

const CalledCode* CallEvents::code_in(const py::object& frame) {
  return code_of_interest(code_of(frame), compat::frame_globals(raw_of(frame)));
}

// ---- events

Interest CallEvents::on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept {
  if ((event & leaves) != 0) leaving_.erase(reinterpret_cast<PyObject*>(compat::current_frame()));
  const auto kind = kind_of(event);
  if (!kind || (wanted_ & engine::interest_of(*kind)) == 0 || !PyCode_Check(arguments[0])) return Interest::disable;
  if (Ignoring::is_on() || compat::is_finalizing()) return Interest::keep;
  const CalledCode* known = nullptr;
  const bool told = passes([&] {
    known = code_of_interest(reinterpret_cast<PyCodeObject*>(arguments[0]), PyEval_GetGlobals());
    if (known == nullptr) return;
    const py::object frame = running_frame();
    const auto value = count < 3 ? py::object(py::none()) : py::reinterpret_borrow<py::object>(arguments[2]);
    if (event == event_throw && PyErr_GivenExceptionMatches(value.ptr(), PyExc_GeneratorExit)) return;
    if (*kind == CallKind::raised) return tell_exception(frame, passing(frame, value, traceback_of(arguments, count)));
    if (*kind == CallKind::left) return tell_exception(frame, leaving(frame, value));
    tell(*kind, frame, value);
  });
  if (!told) return Interest::raise;
  return known == nullptr || !(known->is_call || is_of_exceptions(*kind)) ? Interest::disable : Interest::keep;
}

py::object CallEvents::passing(const py::object& frame, const py::object& error, const py::object& trace) {
  if (!compat::has_monitoring) leaving_[frame.ptr()] = calls().attr("leaving")(frame, error, trace);
  return calls().attr("passing")(frame, error, trace);
}

/// Texts only are kept, so that nothing of the program's is kept alive.
py::object CallEvents::leaving(const py::object& frame, const py::object& error) {
  if (compat::has_monitoring) return calls().attr("leaving")(frame, error, traceback_of(error));
  const auto kept = leaving_.extract(frame.ptr());
  return kept.empty() ? py::object(py::tuple()) : kept.mapped();
}

bool CallEvents::call_passes(CallKind kind, const py::object& frame, const py::object& value) noexcept {
  const bool is_wanted = (wanted_ & engine::interest_of(kind)) != 0 && !Ignoring::is_on();
  return !is_wanted || passes([&] { tell(kind, frame, value); });
}

bool CallEvents::exception_passes(const py::object& frame, const py::object& rows) noexcept {
  return Ignoring::is_on() || passes([&] { tell_exception(frame, rows); });
}

/// Tells, and lets nothing out but a Ctrl-C. False if that is set now.
template <typename Tell>
bool CallEvents::passes(Tell tell) noexcept {
  const Ignoring ignoring;
  try {
    tell();
  } catch (py::error_already_set& failure) {
    // Too deep for a row: the program is told of that itself.
    const bool is_too_deep = failure.matches(PyExc_RecursionError) && !is_interrupt(failure);
    if (!is_too_deep) hooks_.leave(failure);
  } catch (const std::exception&) {
    // Out of memory: this row is lost.
  }
  return hooks_.pass_interrupt();
}

engine::CallEvent CallEvents::event_in(const py::object& frame, const CalledCode& known) {
  engine::CallEvent event;
  event.file = known.file;
  event.function = known.function;
  event.depth = [this, frame] { return depth_of(frame); };
  return event;
}

void CallEvents::tell(CallKind kind, const py::object& frame, const py::object& value) {
  const CalledCode* const known = code_in(frame);
  if (known == nullptr || !known->is_call) return;
  engine::CallEvent event = event_in(frame, *known);
  const bool waits = kind == CallKind::yielded && py::cast<bool>(calls().attr("only_waits")(frame, value));
  event.kind = waits ? CallKind::waits : kind;
  if (kind == CallKind::called) {
    event.line = compat::first_line(code_of(frame));
    event.text = [frame] { return text_of(calls().attr("arguments")(frame)); };
  } else {
    event.line = compat::frame_line(raw_of(frame));
    event.text = [value] { return text_of(calls().attr("result")(value)); };
  }
  PythonStack stack(rules_, &hooks_);
  engine_->on_call(event, stack);
}

void CallEvents::tell_exception(const py::object& frame, const py::object& rows) {
  const CalledCode* const known = code_in(frame);
  if (known == nullptr) return;
  engine::CallEvent event = event_in(frame, *known);
  PythonStack stack(rules_, &hooks_);
  for (const auto& row : rows) {
    event.kind = call_kind_named(text_of(row[py::int_(0)]));
    event.line = py::cast<int>(row[py::int_(1)]);
    const std::string text = text_of(row[py::int_(2)]);
    event.text = [text] { return text; };
    engine_->on_call(event, stack);
  }
}

}  // namespace pyinstr::python
