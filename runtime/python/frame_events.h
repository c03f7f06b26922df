/// The interpreter's own events in one frame, each told to a Python function: what
/// `return` and `jump` wait for.
///
/// Threads: under the interpreter's lock; told on the thread that the event is of.
#pragma once

#include <pybind11/pybind11.h>

#include <vector>

#include "monitoring_tool.h"

namespace pyinstr::python {

namespace py = pybind11;

class FrameEvents : public MonitoringListener {
 public:
  explicit FrameEvents(MonitoringTool& tool) : tool_(tool) {}

  /// From now on `tell(event, last argument of sys.monitoring's callback)` is called for these of
  /// the frame's events, in place of what was called before. What it raises is raised in the
  /// program. False, and nothing changes, if another tool has the events: MonitoringTool::refusal.
  /// Throws what pybind11 throws, as forget does.
  bool watch(const py::object& frame, Events events, py::object tell);
  void forget(const py::object& frame);

  Interest on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept override;

 private:
  struct Watched {
    py::object frame;
    Events events = event_none;
    py::object tell;
  };
  Events wanted_in(PyObject* code) const;

  MonitoringTool& tool_;
  std::vector<Watched> watched_;
};

/// What `return` and `jump` have taken on this thread, events or a trace function, is given back: it
/// stops, or an exception leaves the hook. Lets no Python error out; none may be set.
void release_frame();

}  // namespace pyinstr::python
