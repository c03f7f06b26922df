/// What every listener of the interpreter's events works with, to tell the engine of them.
/// Threads: under the interpreter's lock.
#pragma once

#include "engine/engine.h"
#include "hooks.h"
#include "monitoring_tool.h"
#include "sources.h"
#include "step_rules.h"

namespace pyinstr::python {

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
