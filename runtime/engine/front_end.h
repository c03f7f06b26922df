/// A consumer of stops. Shell, editor protocol and recorder are front ends; they add nothing to
/// the engine.
#pragma once

#include "inspector.h"
#include "stop_event.h"

namespace pyinstr::engine {

class FrontEnd {
 public:
  virtual ~FrontEnd() = default;
  /// On the stopped thread, one stop at a time (Session sees to that).
  virtual Resume on_stop(const StopEvent& event, Inspector& inspector) = 0;
  /// A log point that was set through a front end has written this. On any thread, at any time.
  virtual void on_log(const LogRecord& record) = 0;
};

}  // namespace pyinstr::engine
