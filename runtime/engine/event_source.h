/// Backwards: what the engine tells those who feed it. Hooks implement it with flags kept per
/// code object, monitoring with local events, tests with a list.
#pragma once

#include "source_file.h"
#include "stack.h"

namespace pyinstr::engine {

/// No thread has this id.
inline constexpr ThreadId all_threads = 0;

class EventSource {
 public:
  virtual ~EventSource() = default;
  /// From now on the site must report. A source may report more than it was asked for.
  virtual void arm(FileId file, SiteNumber site) = 0;
  virtual void disarm(FileId file, SiteNumber site) = 0;
  /// While watched, every site reached on that thread must report; or on all_threads.
  virtual void watch_thread(ThreadId thread, bool watched) = 0;
  /// While watched, files that begin to run are told to Engine::file_loaded: a breakpoint waits for
  /// one. For sources whose files do not tell of themselves.
  virtual void watch_files(bool watched) { static_cast<void>(watched); }
  /// Other code than before may be stepped into.
  virtual void step_filter_changed() {}
};

}  // namespace pyinstr::engine
