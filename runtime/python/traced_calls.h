/// The events of trace functions for pyinstr/tracing.py, in the words of sys.settrace: `call`, `return`
/// and `exception` in frames of the program's own code, on all threads. Below 3.12.
/// Threads: under the interpreter's lock; the callback is called on the thread that the event is of.
#pragma once

#include <string>

#include "monitoring_tool.h"
#include "raised_exceptions.h"

namespace pyinstr::python {

class TracedCalls : public MonitoringListener {
 public:
  TracedCalls(MonitoringTool& tool, const RaisedExceptions& rules) : tool_(tool), rules_(rules) {}

  /// From now on `callback(frame, event, argument)` hears of them; None: nobody does. Why it cannot, or
  /// an empty text. Throws what pybind11 throws.
  std::string hear(py::object callback);

  Interest on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept override;

 private:
  Interest tell(Event event, PyObject* const* arguments, Py_ssize_t count);

  MonitoringTool& tool_;
  const RaisedExceptions& rules_;  ///< knows whose code is the program's own
  py::object callback_ = py::none();
};

}  // namespace pyinstr::python
