/// Exceptions as they are raised, for those that `catch` asks for.
///
/// From the interpreter's own events while something is to be caught, and not otherwise. Where none tells
/// of those that a handler lets go on (below 3.12), the lines of each bare `raise` are listened for in code
/// that an exception has come to. Where there are no events at all, from a trace function in threads that
/// have none (pyinstr/raised.py).
/// Threads: under the interpreter's lock; told on the thread that raises.
#pragma once

#include <pybind11/pybind11.h>

#include <map>
#include <set>

#include "code_listener.h"

namespace pyinstr::python {

class RaisedExceptions : public engine::ExceptionSource, public CodeListener {
 public:
  using CodeListener::CodeListener;

  void start(engine::Engine& engine);

  std::string watch(engine::ExceptionInterest interest) override;
  engine::ExceptionName look_up(const std::string& name) override;
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

  void forget_handlers();
  void watch_handlers(const py::object& frame);
  Interest reaches_line(PyObject* code, int line) noexcept;

  /// Code that is listened to, with the lines where a handler lets its exception go on.
  struct Reraising {
    py::object code;
    std::set<int> lines;
  };
  std::map<PyObject*, Reraising> reraising_;
  engine::ExceptionInterest interest_ = engine::ExceptionInterest::none;
};

}  // namespace pyinstr::python
