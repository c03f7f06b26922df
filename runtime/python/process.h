/// What is asked of the operating system about processes and the terminal they share: the one seam
/// for other systems.
#pragma once

#include <string>

namespace pyinstr::python::process {

/// This process's number.
long number();
/// The terminal behind standard input, by name; empty if it is none.
std::string terminal_name();

/// A lock between processes that ask at one terminal. Ends with the process that holds it.
class TerminalLock {
 public:
  TerminalLock() = default;
  ~TerminalLock();
  TerminalLock(const TerminalLock&) = delete;
  TerminalLock& operator=(const TerminalLock&) = delete;

  /// Waits until no other process has it. `device` names what they read, standard input if empty.
  /// Where there is no way to lock it, nobody waits. Call it without the interpreter's lock.
  void take(const std::string& device);
  void give_back();
  /// In a forked child: what was taken is the parent's.
  void forked();

 private:
  int file_ = -1;
};

enum class Read { line, end, interrupted };

/// Appends what is read to the line, byte by byte: what follows it is left to other processes that
/// read the same pipe. After `interrupted` (a signal arrived) it goes on where it was. Call it
/// without the interpreter's lock.
Read read_line(int file, std::string& line);

}  // namespace pyinstr::python::process
