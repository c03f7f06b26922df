/// What looks on without stopping: traces and counts.
#pragma once

#include "call_event.h"
#include "source_file.h"
#include "stack.h"

namespace pyinstr::engine {

/// A line that a thread reached. In a `for` round the header's.
struct ReachedLine {
  FileId file = 0;
  SiteNumber site = 0;
  Line line = 0;
  bool round = false;  ///< of a `for`: its target is bound already
};

/// Told of what it wants, of every thread, while the engine holds it.
///
/// Threads: on the thread that it happens on, which holds the interpreter. A view that runs
/// Python lets other threads in, and is then told of theirs meanwhile.
class View {
 public:
  virtual ~View() = default;
  /// The same at any time.
  virtual ViewInterests wants() const { return interest_lines; }
  /// A line, before anything stops there. Never throws anything of Python's.
  virtual void on_line(const ReachedLine&, Stack&) {}
  /// The same of calls.
  virtual void on_call(const CallEvent&, Stack&) {}
};

}  // namespace pyinstr::engine
