/// What every listener of the interpreter's events works with, to tell the engine of them.
/// Threads: under the interpreter's lock.
#pragma once

#include "engine/engine.h"
#include "hooks.h"
#include "monitoring_tool.h"
#include "sources.h"
#include "step_rules.h"

namespace pyinstr::python {

/// An exception's own; None if it has none.
inline py::object traceback_of(const py::object& error) {
  const auto trace = py::reinterpret_steal<py::object>(PyException_GetTraceback(error.ptr()));
  return trace ? trace : py::object(py::none());
}

/// That of an event_raise or event_reraise, as MonitoringListener has it.
inline py::object traceback_of(PyObject* const* arguments, Py_ssize_t count) {
  if (count > 3) return py::reinterpret_borrow<py::object>(arguments[3]);
  return traceback_of(py::reinterpret_borrow<py::object>(arguments[2]));
}

/// Borrows all of it, for as long as it lives.
class CodeListener : public MonitoringListener {
 public:
  CodeListener(MonitoringTool& tool, Sources& sources, const FrameRules& rules, const StepRules& steps, Hooks& hooks)
      : tool_(tool), sources_(sources), rules_(rules), steps_(steps), hooks_(hooks) {}

 protected:
  MonitoringTool& tool_;
  Sources& sources_;
  const FrameRules& rules_;
  const StepRules& steps_;
  Hooks& hooks_;
  engine::Engine* engine_ = nullptr;  ///< from start() on
};

}  // namespace pyinstr::python
