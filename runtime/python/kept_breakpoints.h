/// PYINSTR_SAVED: what stops the program is read from a file when it begins, and written to it at each
/// change.
#pragma once

#include <string>

#include "saved_files.h"
#include "shell/shell.h"

namespace pyinstr::python {

/// Threads: those that hold the interpreter.
class KeptBreakpoints {
 public:
  KeptBreakpoints(shell::Shell& shell, engine::Engine& engine, DiskFiles& files)
      : shell_(shell), engine_(engine), files_(files) {}

  /// Arms what the file holds, if there is one, and keeps it from now on. Says on standard error what is
  /// not back where it was.
  void begin();
  /// Writes the file if it would read otherwise than it did. A file that cannot be read whole, or that
  /// somebody else has changed meanwhile, is left alone; that is said once.
  void write();
  /// The same, unless only counts have changed since: for a child, whose hits are its own.
  void write_changes();
  /// In a child, forked or started: its hits are not the program's.
  void leave_counts() { counts_ = false; }
  /// The program ends.
  void end();

 private:
  void give_up(const std::string& why);
  void complain_of(const std::string& foreign);

  shell::Shell& shell_;
  engine::Engine& engine_;
  DiskFiles& files_;
  std::string name_;      ///< as PYINSTR_SAVED has it
  std::string path_;      ///< empty: nothing is kept
  std::string on_disk_;   ///< as the file was when it was read or written
  std::string foreign_;   ///< what somebody else has made of it, told already
  std::string written_;   ///< what of it is ours, without what people have added
  std::uint64_t revision_ = 0;
  bool counts_ = true;    ///< hits of this process count
};

}  // namespace pyinstr::python
