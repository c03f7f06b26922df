/// Where else the program is while one thread is stopped: its other threads, and tasks that wait.
///
/// They are for looking only. What runs on is the stopped thread, whichever was selected.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inspector.h"
#include "stack.h"

namespace pyinstr::engine {

enum class StrandKind { thread, task };

struct StrandInfo {
  int number = 0;    ///< from 1, kept as long as the thread or task lives
  std::string name;  ///< as the program named it
  std::string state; ///< `stopped here`, `running`, `waiting`, …
  bool stopped = false;   ///< it is the stopped thread, or the task that thread runs
  bool selected = false;  ///< its frames are the ones that are shown
  /// Its newest frame with hooks, or its newest if none has any; nothing where it has no frames.
  std::optional<FrameInfo> place;
};

/// Valid as the inspector is that gave it, on the stopped thread.
class Strands {
 public:
  virtual ~Strands() = default;

  /// The name of a thread; nothing for the main thread.
  virtual std::optional<std::string> name_beside_main(ThreadId thread) = 0;
  /// By number. Finished ones are not in it.
  virtual std::vector<StrandInfo> list(StrandKind kind) = 0;
  /// From now on the inspector's frames are those of that thread or task, as they are at this
  /// moment. Returns why not; empty if all went well.
  virtual std::string select(StrandKind kind, int number) = 0;
  /// The inspector's frames are the stopped thread's again.
  virtual void select_stopped() = 0;
  /// Whether other frames than the stopped thread's are selected.
  virtual bool elsewhere() const = 0;
};

}  // namespace pyinstr::engine
