#include "monitoring_tool.h"

#include "compat.h"
#include "sys_monitoring.h"
#if PYINSTR_HAS_TRACE_FUNCTIONS
#include "trace_functions.h"
#endif

namespace pyinstr::python {
namespace {

/// Stands where there is nothing to take.
class NoEvents : public MonitoringTool {
 public:
  bool want(MonitoringListener& /*listener*/, Events events, const EventThreads& /*threads*/) override {
    return events == event_none;
  }
  bool want_in(MonitoringListener& /*listener*/, PyCodeObject* /*code*/, Events events) override {
    return events == event_none;
  }
  void forget(MonitoringListener& /*listener*/) override {}
  void restart() override {}
  bool is_free() const override { return false; }
  const std::string& refusal() const override { return refusal_; }

 private:
  std::string refusal_ = "this interpreter has no events for debuggers";
};

}  // namespace

bool MonitoringTool::exists() { return compat::has_monitoring || compat::has_trace_functions; }

std::unique_ptr<MonitoringTool> make_monitoring_tool() {
  if (compat::has_monitoring) return std::make_unique<SysMonitoring>();
#if PYINSTR_HAS_TRACE_FUNCTIONS
  return std::make_unique<TraceFunctions>();
#else
  return std::make_unique<NoEvents>();
#endif
}

}  // namespace pyinstr::python
