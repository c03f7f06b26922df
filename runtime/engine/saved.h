/// What is armed, as values: to be written down and armed again, by this program's next run or by
/// another one.
#pragma once

#include <string>
#include <vector>

#include "breakpoint.h"

namespace pyinstr::engine {

struct SavedBreakpoint {
  BreakpointSpec spec;  ///< `saved` is set
  bool enabled = true;
  int ignore = 0;
  std::vector<std::string> commands = {};  ///< for a front end to keep and to obey
};

/// A watch of a module's names. Those of frames end with these.
struct SavedWatch {
  std::string expression;
  std::string condition = {};
  std::string module = {};  ///< its `__name__`
};

struct Saved {
  std::vector<SavedBreakpoint> breakpoints;
  std::vector<std::string> catches;      ///< as text_of(CatchSpec) writes them
  std::vector<std::string> stop_whens;
  std::vector<SavedWatch> watches;
  std::vector<std::string> skip, only;   ///< patterns

  bool empty() const {
    return breakpoints.empty() && catches.empty() && stop_whens.empty() && watches.empty() &&
           skip.empty() && only.empty();
  }
};

class Engine;

/// All that the engine has. A breakpoint that stands somewhere is named by its original's path and
/// has an anchor; one that does not is as it was asked for. Commands are not the engine's.
/// `numbers`, if not null, receives the breakpoints' numbers, in their order.
Saved saved_of(Engine& engine, Files& files, std::vector<int>* numbers = nullptr);

}  // namespace pyinstr::engine
