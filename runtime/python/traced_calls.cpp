#include "traced_calls.h"

#include "compat.h"

namespace pyinstr::python {
namespace {

constexpr Events calls_begin = event_start | event_resume;
constexpr Events calls_end = event_return | event_yield | event_unwind;
constexpr Events heard = calls_begin | calls_end | event_raise;

const char* word_of(Event event) {
  if ((event & calls_begin) != 0) return "call";
  return event == event_raise ? "exception" : "return";
}

py::object argument_of(Event event, PyObject* const* arguments, Py_ssize_t count) {
  if ((event & calls_begin) != 0 || event == event_unwind || count < 3) return py::none();
  const auto value = py::reinterpret_borrow<py::object>(arguments[2]);
  if (event != event_raise) return value;
  const py::object trace = count > 3 ? py::reinterpret_borrow<py::object>(arguments[3]) : py::object(py::none());
  return py::make_tuple(py::type::of(value), value, trace);
}

}  // namespace

std::string TracedCalls::hear(py::object callback) {
  if (callback.is_none()) {
    tool_.forget(*this);
  } else if (!tool_.want(*this, heard)) {
    return tool_.refusal();
  }
  callback_ = std::move(callback);
  tool_.restart();
  return {};
}

Interest TracedCalls::on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept {
  if ((event & heard) == 0 || callback_.is_none()) return Interest::disable;
  try {
    return tell(event, arguments, count);
  } catch (py::error_already_set& error) {
    if (error.matches(PyExc_KeyboardInterrupt)) {
      error.restore();
      return Interest::raise;
    }
    error.discard_as_unraisable("pyinstr.tracing");
  } catch (const std::exception&) {
    // Out of memory: this event is lost.
  }
  return Interest::keep;
}

Interest TracedCalls::tell(Event event, PyObject* const* arguments, Py_ssize_t count) {
  auto* const running = reinterpret_cast<PyObject*>(compat::current_frame());
  if (running == nullptr) return Interest::keep;
  const auto frame = py::reinterpret_borrow<py::object>(running);
  if (!rules_.is_own(frame)) return Interest::disable;
  const py::object callback = callback_;  // it may be replaced meanwhile
  callback(frame, word_of(event), argument_of(event, arguments, count));
  return Interest::keep;
}

}  // namespace pyinstr::python
