/// Backwards: what the engine tells those who feed it. Hooks implement it with flags kept per
/// code object, monitoring with local events, tests with a list.
#pragma once

#include "source_file.h"
#include "stack.h"

namespace pyinstr::engine {

class EventSource {
 public:
  virtual ~EventSource() = default;
  /// From now on the site must report. A source may report more than it was asked for.
  virtual void arm(FileId file, SiteNumber site) = 0;
  virtual void disarm(FileId file, SiteNumber site) = 0;
  /// While watched, every site reached on that thread must report; thread 0 means all threads.
  virtual void watch_thread(ThreadId thread, bool watched) = 0;
};

}  // namespace pyinstr::engine
