#include "stop_event.h"

namespace pyinstr::engine {

std::string_view name(StopReason reason) {
  switch (reason) {
    case StopReason::entry: return "entry";
    case StopReason::step: return "step";
    case StopReason::breakpoint: return "breakpoint";
    case StopReason::exception: return "exception";
    case StopReason::pause: return "pause";
    case StopReason::data_breakpoint: return "data breakpoint";
  }
  return "";
}

}  // namespace pyinstr::engine
