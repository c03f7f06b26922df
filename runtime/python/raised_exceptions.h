/// Exceptions as they are raised, for those that `catch` asks for.
///
/// From the interpreter's own events while something is to be caught, and not otherwise. Below 3.12
/// none tells of those that a handler or `finally` lets go on. Where there are no such events, from a
/// trace function in threads that have none (pyinstr/raised.py).
/// Threads: under the interpreter's lock; told on the thread that raises.
#pragma once

#include <pybind11/pybind11.h>

#include "code_listener.h"

namespace pyinstr::python {

class RaisedExceptions : public engine::ExceptionSource, public CodeListener {
 public:
  using CodeListener::CodeListener;

  void start(engine::Engine& engine);

  std::string watch(engine::ExceptionInterest interest) override;
  Interest on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept override;

  /// An exception is in that frame, the thread's newest of the program. `again`: it was raised
  /// before, and a handler or `finally` there lets it go on. False with an exception set,
  /// an interrupt, if one must leave the caller.
  bool passes(const py::object& frame, const py::object& error, const py::object& trace, bool again) noexcept;

  /// Whether the frame's code is the program's own, as steps have it.
  bool is_own(const py::object& frame) const;

 private:
  void tell(const py::object& frame, const py::object& error, const py::object& trace, bool again);
  engine::Verdict ask(const py::object& frame, const std::string& condition);

  engine::ExceptionInterest interest_ = engine::ExceptionInterest::none;
};

}  // namespace pyinstr::python
