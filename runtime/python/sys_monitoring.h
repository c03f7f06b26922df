/// Events of sys.monitoring (3.12 and later), under the debuggers' tool id.
#pragma once

#include <map>

#include "wishes.h"

namespace pyinstr::python {

class SysMonitoring : public MonitoringTool {
 public:
  /// Of all threads, whichever are asked for.
  bool want(MonitoringListener& listener, Events events, const EventThreads& threads = {}) override;
  bool want_in(MonitoringListener& listener, PyCodeObject* code, Events events) override;
  void forget(MonitoringListener& listener) override;
  void restart() override;
  bool is_free() const override;
  const std::string& refusal() const override { return refusal_; }

  /// For the callbacks: an event has come.
  PyObject* dispatch(Event event, PyObject* const* arguments, Py_ssize_t count);

 private:
  struct Code {
    py::object code;
    Events events = event_none;  ///< what is set
  };

  bool held() const { return static_cast<bool>(monitoring_); }
  bool take();
  void give_back_if_unused();
  void set_everywhere();
  void set_in(PyObject* code);
  void register_callbacks(bool ours);
  unsigned long mask_of(Events events) const;

  py::object monitoring_;  ///< sys.monitoring while the id is ours
  py::object disable_;     ///< sys.monitoring.DISABLE
  int id_ = 0;
  unsigned long masks_[event_count] = {};
  py::object callbacks_[event_count];
  Wishes wishes_;
  std::map<PyObject*, Code> codes_;
  Events everywhere_ = event_none;
  std::string refusal_;
};

}  // namespace pyinstr::python
