/// The Python stack of the thread that reports a line, as far as stepping needs it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pyinstr::engine {

using ThreadId = std::uint64_t;

enum class FrameState {
  running,    ///< on some stack
  suspended,  ///< of a generator or coroutine that waits
  finished,   ///< returned, raised, or cleared
};

/// A frame kept alive. Two handles are of one frame exactly if their ids are equal.
/// Used, copied and destroyed by threads that hold the interpreter only.
class Frame {
 public:
  virtual ~Frame() = default;
  virtual std::uintptr_t id() const = 0;
  virtual FrameState state() const = 0;
};

using FrameRef = std::shared_ptr<const Frame>;

/// What a step must know of the task (asyncio's, or another loop's) that a thread runs.
struct TaskFrames {
  /// Those that go on when the task is done, nearest first: of the coroutines that await it, or
  /// below the loop that was run for its sake.
  std::vector<FrameRef> awaiters;
  /// The oldest frame of each other task that has begun.
  std::vector<FrameRef> others;
};

/// Valid during the event it came with, on the reporting thread. Index 0 is the frame that
/// reports, 1 its caller, and so on; `hidden` frames (the debugger's own) are not counted.
class Stack {
 public:
  virtual ~Stack() = default;
  virtual ThreadId thread() const = 0;
  /// The thread's name; empty for the main thread.
  virtual std::string thread_name() { return {}; }
  virtual int depth() = 0;
  /// Null past the end.
  virtual FrameRef frame(int index) = 0;
  /// Whether the frame's lines are reported while its thread is watched: its code carries hooks, or
  /// the interpreter's events serve it, and steps are not to pass over it.
  virtual bool reports(int index) = 0;
  /// Index of the oldest frame of the coroutines that frame 0 is in or was called by; -1 if none is.
  virtual int task_root() { return -1; }
  /// Of the task those coroutines are.
  virtual TaskFrames task() { return {}; }
  /// The id of frame 0, without keeping it.
  virtual std::uintptr_t top() = 0;
  /// Marks frame 0, for as long as it lives. False if it was marked before.
  virtual bool mark() { return true; }
};

}  // namespace pyinstr::engine
