/// What looks on without stopping: traces and counts.
#pragma once

#include "source_file.h"
#include "stack.h"

namespace pyinstr::engine {

/// A line that a thread reached. In a `for` round the header's.
struct ReachedLine {
  FileId file = 0;
  SiteNumber site = 0;
  Line line = 0;
};

/// Told of every line of every thread while the engine holds it.
///
/// Threads: on the thread that reached the line, which holds the interpreter. A view that runs
/// Python lets other threads in, and is then told of their lines meanwhile.
class View {
 public:
  virtual ~View() = default;
  /// Before anything stops there. Never throws anything of Python's.
  virtual void on_line(const ReachedLine& reached, Stack& stack) = 0;
};

}  // namespace pyinstr::engine
