/// A stop, and what comes after it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source_file.h"
#include "stack.h"

namespace pyinstr::engine {

/// Spelled as in the Debug Adapter Protocol.
enum class StopReason { entry, step, breakpoint, exception, pause, data_breakpoint };

std::string_view name(StopReason reason);

struct StopEvent {
  StopReason reason = StopReason::step;
  ThreadId thread = 0;
  FileId file = 0;
  Line line = 0;         ///< the event's line; in a `for` round the header's, not the frame's
  std::string function;  ///< qualified name
  std::vector<int> breakpoints;    ///< numbers of those hit; temporary ones are gone already
  std::vector<std::string> notes;  ///< to be told with this stop: a condition that failed, …
  std::string exception{};  ///< what is raised, as `ValueError: too large`; empty if nothing is
  /// Shown after the fact: the frames are those of a traceback, and nothing runs in them any more.
  bool post_mortem = false;
  /// A stop goes on that was left to let the program work for it: only its notes are news.
  bool continued = false;
  long process = 0;  ///< the number of this process where several may ask, else 0
};

/// What a log point has written.
struct LogRecord {
  FileId file = 0;
  Line line = 0;
  std::string text;
  bool unattended = false;  ///< nobody sits at a prompt: for standard error
};

enum class ResumeKind {
  go,         ///< until something else stops it
  step_in,    ///< to the next line on this thread
  step_over,  ///< to the next line of this frame, or of a caller's once it is left
  step_out,   ///< to the first line after the frame is left
  until,      ///< to a line of this frame that is greater (or at least `line`), or once it is left
  jump,       ///< the stopped frame's line was changed: to the next line, without what is left here
  quit,       ///< end the process
};

struct Resume {
  ResumeKind kind = ResumeKind::go;
  int frame = 0;  ///< of which frame, counted from the stopped one
  Line line = 0;  ///< for until; 0: any line past the current one
};

}  // namespace pyinstr::engine
