#include "raised_exceptions.h"

#include <utility>

#include "compat.h"
#include "imports.h"
#include "inspect.h"
#include "interrupts.h"

namespace pyinstr::python {
namespace {

py::module_ raised() { return imported("pyinstr.raised"); }

/// The exception is the one that the prompt speaks of, as long as this lives.
class Shown {
 public:
  Shown(const py::object& error, const py::object& trace) { raised().attr("show")(error, trace); }
  ~Shown() {
    try {
      raised().attr("hide")();
    } catch (py::error_already_set& error) {
      error.discard_as_unraisable("pyinstr.raised");
    }
  }
  Shown(const Shown&) = delete;
  Shown& operator=(const Shown&) = delete;
};

}  // namespace

void RaisedExceptions::start(engine::Engine& engine) {
  engine_ = &engine;
  engine.exceptions_from(*this);
}

std::string RaisedExceptions::watch(engine::ExceptionInterest interest) {
  using Wanted = engine::ExceptionInterest;
  if (interest == interest_) return {};
  try {
    if (MonitoringTool::exists()) {
      const Events events = interest == Wanted::none     ? event_none
                            : interest == Wanted::raised ? event_raise
                                                         : event_raise | event_reraise;
      if (!tool_.want(*this, events)) return tool_.refusal();
      if (interest != Wanted::handling) forget_handlers();
    } else if ((interest == Wanted::none) != (interest_ == Wanted::none)) {
      const py::object refusal = raised().attr("listen")(interest != Wanted::none);
      if (const auto text = text_of(refusal); !text.empty()) return text;
    }
  } catch (py::error_already_set& error) {
    return error.what();
  }
  interest_ = interest;
  return {};
}

engine::ExceptionName RaisedExceptions::look_up(const std::string& name) {
  const Ignoring ignoring;
  return guarded(engine::ExceptionName{name, {}}, [&] {
    const py::object found = imported("pyinstr.exception_names").attr("look_up")(string_of(name));
    return engine::ExceptionName{text_of(found[py::int_(0)]), all_texts_of(found[py::int_(1)])};
  });
}

Interest RaisedExceptions::on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept {
  if (event == event_line && count > 1) return reaches_line(arguments[0], static_cast<int>(PyLong_AsLong(arguments[1])));
  const bool again = event == event_reraise;
  if ((event != event_raise && !again) || count < 3 || Ignoring::is_on()) return Interest::disable;
  auto* const frame = reinterpret_cast<PyObject*>(compat::current_frame());
  if (frame == nullptr) return Interest::keep;
  const auto error = py::reinterpret_borrow<py::object>(arguments[2]);
  return passes(py::reinterpret_borrow<py::object>(frame), error, traceback_of(arguments, count), again) ? Interest::keep : Interest::raise;
}

bool RaisedExceptions::passes(const py::object& frame, const py::object& error, const py::object& trace,
                              bool again) noexcept {
  if (Ignoring::is_on() || interest_ == engine::ExceptionInterest::none) return true;
  const Ignoring ignoring;
  try {
    if (!compat::has_monitoring && interest_ == engine::ExceptionInterest::handling) watch_handlers(frame);
    tell(frame, error, trace, again);
  } catch (py::error_already_set& failure) {
    hooks_.leave(failure);
  } catch (const std::exception&) {
    // As in a hook: the stop is lost, the program goes on.
  }
  return hooks_.pass_interrupt();
}

void RaisedExceptions::forget_handlers() {
  const auto all = std::exchange(reraising_, {});
  for (const auto& [code, found] : all) tool_.want_in(*this, reinterpret_cast<PyCodeObject*>(code), event_none);
}

/// Each code object once.
void RaisedExceptions::watch_handlers(const py::object& frame) {
  PyCodeObject* const code = code_of(frame);
  auto* const key = reinterpret_cast<PyObject*>(code);
  if (reraising_.contains(key) || !is_own(frame)) return;
  Reraising found{py::reinterpret_borrow<py::object>(key), {}};
  for (const auto& line : imported("pyinstr.handlers").attr("reraising_lines")(frame)) found.lines.insert(py::cast<int>(line));
  const bool any = !found.lines.empty();
  reraising_.emplace(key, std::move(found));
  if (any) tool_.want_in(*this, code, event_line);
}

/// What is handled there now is about to go on.
Interest RaisedExceptions::reaches_line(PyObject* code, int line) noexcept {
  const auto found = reraising_.find(code);
  if (found == reraising_.end() || Ignoring::is_on() || !found->second.lines.contains(line)) return Interest::disable;
  auto* const frame = reinterpret_cast<PyObject*>(compat::current_frame());
  if (frame == nullptr) return Interest::keep;
  py::object error, trace;
  try {
    const py::object handled = imported("sys").attr("exc_info")();
    error = handled[py::int_(1)];
    trace = handled[py::int_(2)];
  } catch (py::error_already_set& failure) {
    failure.discard_as_unraisable("pyinstr");
    return Interest::keep;
  }
  if (error.is_none()) return Interest::keep;
  return passes(py::reinterpret_borrow<py::object>(frame), error, trace, true) ? Interest::keep : Interest::raise;
}

void RaisedExceptions::tell(const py::object& frame, const py::object& error, const py::object& trace,
                            bool again) {
  if (!is_own(frame)) return;
  const bool handling = interest_ == engine::ExceptionInterest::handling;
  const py::object found = raised().attr("facts")(frame, error, trace, again, handling);
  if (found.is_none()) return;
  PythonStack stack(rules_, &hooks_);
  const std::string path = text_of(compat::file_name(code_of(frame)));
  engine::ExceptionEvent event;
  event.file = sources_.at(path);
  event.line = compat::frame_line(reinterpret_cast<PyFrameObject*>(frame.ptr()));
  event.function = text_of(compat::name(code_of(frame)));
  if (stack.reports(0)) event.function = sources_.function_at(path, event.line, event.function);
  event.text = text_of(found.attr("text"));
  event.types = all_texts_of(found.attr("types"));
  event.control_flow = py::cast<bool>(found.attr("control_flow"));
  event.first = py::cast<bool>(found.attr("first"));
  event.handled = py::cast<bool>(found.attr("handled"));
  event.handled_by_user = py::cast<bool>(found.attr("handled_by_user"));
  event.told_unhandled = py::cast<bool>(found.attr("told"));
  event.ask = [&](const std::string& condition) { return ask(frame, condition); };
  const Shown shown(error, trace);
  if (engine_->on_exception(event, stack)) raised().attr("tell")(error);
}

/// Here conditions may use what the prompt has, `$_exception` above all.
engine::Verdict RaisedExceptions::ask(const py::object& frame, const std::string& condition) {
  using Kind = engine::Verdict::Kind;
  try {
    const py::object answer = raised().attr("holds")(frame, string_of(condition));
    const std::string failure = text_of(answer[py::int_(1)]);
    if (!failure.empty()) return {Kind::failed, failure};
    return {py::cast<bool>(answer[py::int_(0)]) ? Kind::yes : Kind::no, {}};
  } catch (py::error_already_set& error) {
    if (!is_interrupt(error)) throw;
    error.restore();
    hooks_.keep_interrupt();
    return {Kind::interrupted, {}};
  }
}

bool RaisedExceptions::is_own(const py::object& frame) const {
  PyCodeObject* const code = code_of(frame);
  PyObject* const globals = compat::frame_globals(reinterpret_cast<PyFrameObject*>(frame.ptr()));
  return steps_.takes(code, globals, rules_.is_hooked(code));
}

}  // namespace pyinstr::python
