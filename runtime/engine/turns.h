/// Who is at the prompt, who waits for it, and who is held meanwhile.
///
/// The prompt is taken in the order threads stopped. While it is taken, or the thread that had it
/// steps, others can be held at the next line they report.
///
/// Threads: every member may be called by any thread that holds the interpreter; none waits
/// holding it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "stack.h"

namespace pyinstr::engine {

/// How a thread waits.
class Waiting {
 public:
  virtual ~Waiting() = default;
  /// Runs `wait` with the interpreter released, so that other threads run meanwhile.
  virtual void release_while(const std::function<void()>& wait) = 0;
  /// Whether Ctrl-C arrived and was taken; asked now and then by a thread that is held, since only
  /// one thread of a program can take it.
  virtual bool interrupted() { return false; }
  /// The threads held were let go before their time; `why` is to be told.
  virtual void let_go(const char* why) { static_cast<void>(why); }
};

enum class TurnState { running, at_prompt, waiting, held };

class Turns {
 public:
  /// `patience` is how long threads are held by a step that does not end.
  explicit Turns(std::chrono::milliseconds patience = std::chrono::seconds(2));
  ~Turns();
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  /// Waits until the prompt is this thread's. A stop inside a stop has it already. False: the
  /// process is about to end and the prompt will not come back; there is nothing to give back.
  bool take(ThreadId thread, Waiting& waiting);
  /// Ends what take began. `steps`: the thread goes on by a step only, which holds the others on.
  void give_back(ThreadId thread, bool steps);
  /// The thread's step ended without a stop.
  void step_ended(ThreadId thread);

  /// Whether threads are to be held from now on.
  void hold(bool wanted);
  /// Waits while others than the thread are at the prompt or step. Returns at once if threads are
  /// not to be held.
  void hold_here(ThreadId thread, Waiting& waiting);

  /// From now on nobody waits and nobody is held; those that do go on.
  void close();
  /// The same, if another thread than this one is at the prompt: the interpreter ends, and that
  /// thread with it.
  void close_for(ThreadId thread);
  /// In a forked child: of all threads only this one is left. Whether it is at the prompt.
  bool forked(ThreadId survivor);

  TurnState state(ThreadId thread) const;
  /// Whether any thread is at the prompt.
  bool taken() const;

 private:
  struct Table;
  static bool must_hold(const Table& table, ThreadId thread);
  void let_go(Waiting& waiting, const char* why);

  std::chrono::milliseconds patience_;
  std::unique_ptr<Table> table_;
};

}  // namespace pyinstr::engine
