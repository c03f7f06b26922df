/// The processes of a program: who is whose child, and who may ask at the terminal.
#pragma once

#include <pybind11/pybind11.h>

#include <functional>
#include <string>

#include "engine/family.h"
#include "process.h"
#include "python_console.h"

namespace pyinstr::python {

/// Threads: under the interpreter's lock.
class Processes {
 public:
  /// Has Python call these when it has forked: in the parent, and in the child.
  void watch_forks(std::function<void()> in_parent, std::function<void()> in_child);
  /// Reads what the environment says: whether a process that is debugged started this one, and
  /// whom to follow. In a child the console is told.
  void join(engine::Family& family, PythonConsole& console);
  /// Lets processes started from now on know that they are children, and multiprocessing hand on to
  /// them what is armed. Called where something may stop; a program that is not debugged sees no
  /// variable of ours.
  void lead(const engine::Family& family);
  /// In a forked child; `at_prompt` if that was typed at its own prompt, `asks_on` if it then stays
  /// there: it waits until the parent has gone on.
  void forked(bool at_prompt, bool asks_on);

  /// Waits until no other process of the family asks; `release` runs the wait without the
  /// interpreter. The number of this process if people are to see it, else 0.
  long take_terminal(const engine::Family& family,
                     const std::function<void(const std::function<void()>&)>& release);
  void give_terminal(const engine::Family& family);

  /// The prompt of this process has a device of its own.
  void reads_from(const std::string& device) { device_ = device; }

  /// Says, once, that this process does not stop.
  void passed(const std::string& path, int line);

  /// The terminal the first process reads from; empty if it reads from none.
  const std::string& device() const { return device_; }

 private:
  void lead_if_asked(const engine::Family& family);
  void tell_children(const engine::Family& family);

  process::TerminalLock lock_;
  std::string device_ = process::terminal_name();
  std::string told_;  ///< whom to follow, as the environment says it
  long first_ = 0;    ///< the first process's number, once it is in the environment
  int asking_ = 0;    ///< stops inside stops
  bool told_passed_ = false;
  bool hands_on_ = false;  ///< to children that multiprocessing starts
};

}  // namespace pyinstr::python
