/// Calls, returns and exceptions as they happen, for views that ask for them.
///
/// From the interpreter's own events while such a view is there, and not otherwise; where there are none,
/// from a trace function in Python (pyinstr/tracing.py). Code that steps pass over is left out; where its
/// events can be disabled it is not even heard of after the first one.
/// Threads: under the interpreter's lock; told on the thread that calls.
#pragma once

#include <pybind11/pybind11.h>

#include <map>
#include <string>
#include <string_view>

#include "code_listener.h"
#include "kept_with_code.h"

namespace pyinstr::python {

/// What is known of a code object.
struct CalledCode {
  std::uint64_t filter = 0;   ///< of the step filter that `own` is of
  bool own = false;           ///< steps go into it
  bool is_call = false;       ///< a function; not a module, a class's body, or a comprehension
  engine::FileId file = 0;
  std::string function;       ///< qualified
};

/// As pyinstr.calls names it. Throws a ValueError for another name.
engine::CallKind call_kind_named(std::string_view name);

class CallEvents : public engine::CallSource, public CodeListener {
 public:
  using CodeListener::CodeListener;

  /// Once per interpreter.
  void start(engine::Engine& engine);

  std::string watch(engine::ViewInterests interests) override;
  void step_filter_changed() override;
  Interest on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept override;

  /// The same from a trace function in Python, whose frame is the thread's newest of the program. `value` is what
  /// is returned or yielded. False with an exception set, an interrupt, if one must leave the
  /// caller.
  bool call_passes(engine::CallKind kind, const py::object& frame, const py::object& value) noexcept;
  /// What pyinstr.calls has to tell of an exception in that frame.
  bool exception_passes(const py::object& frame, const py::object& rows) noexcept;

 private:
  CalledCode* code_of_interest(PyCodeObject* code, PyObject* globals);
  CalledCode* record_of(PyCodeObject* code);
  void learn(PyCodeObject* code, CalledCode& known);
  engine::CallEvent event_in(const py::object& frame, const CalledCode& known);
  void tell(engine::CallKind kind, const py::object& frame, const py::object& value);
  py::object passing(const py::object& frame, const py::object& error, const py::object& trace);
  py::object leaving(const py::object& frame, const py::object& error);
  void tell_exception(const py::object& frame, const py::object& rows);
  template <typename Tell>
  bool passes(Tell tell) noexcept;
  const CalledCode* code_in(const py::object& frame);
  int depth_of(const py::object& frame);

  KeptWithCode<CalledCode> codes_;
  engine::ViewInterests wanted_ = engine::interest_none;
  /// What is to be told where a frame is left by an exception, by frame (borrowed, an identity only).
  std::map<PyObject*, py::object> leaving_;
};

}  // namespace pyinstr::python
