/// Brings a stop to the front end, one at a time, and a file's news once.
///
/// Threads: stopped() is called on the stopped thread, which holds the interpreter. While one
/// thread is at the prompt others may stop too; they wait for their turn without holding it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine.h"
#include "front_end.h"
#include "turns.h"

namespace pyinstr::engine {

/// What a session needs of the interpreter.
class Host : public Waiting {
 public:
  /// The stopped thread's inspector. Its frame 0 shows the event's line.
  virtual std::unique_ptr<Inspector> inspect(const StopEvent& event, Stack& stack) = 0;
  /// Text to add to a stop's notes, each at most once (a copy older than its original, …).
  virtual std::vector<std::string> notes(const StopEvent& event) = 0;
  /// A line for standard error, which nobody asked for at a prompt.
  virtual void log(const LogRecord& record) = 0;
  /// Nobody asks at the terminal but this process, from one call to the other. May wait, with the
  /// interpreter released. Returns the number of this process if that is to be told, else 0.
  virtual long begin_asking() { return 0; }
  virtual void end_asking() {}
  /// See StopListener.
  virtual void passed(const StopEvent& event) { static_cast<void>(event); }
  /// Flushes, runs the exit functions, ends the process with status 1. Returns only if it cannot.
  virtual void quit() = 0;
};

class Session : public StopListener {
 public:
  Session(Host& host, FrontEnd& front_end);
  Resume stopped(const StopEvent& event, Stack& stack) override;
  void logged(const LogRecord& record) override;
  void hold(bool wanted) override { turns_.hold(wanted); }
  void hold_here(ThreadId thread) override { turns_.hold_here(thread, host_); }
  void step_ended(ThreadId thread) override { turns_.step_ended(thread); }
  void passed(const StopEvent& event) override { host_.passed(event); }

  Turns& turns() { return turns_; }

 private:
  Resume ask(const StopEvent& event, Stack& stack);

  Host& host_;
  FrontEnd& front_end_;
  Turns turns_;
};

}  // namespace pyinstr::engine
