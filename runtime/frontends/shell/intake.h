/// Where the shell's lines come from, in this order: files that are read at the first stop, lines
/// that were given beforehand, the console.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aliases.h"
#include "console.h"
#include "printer.h"

namespace pyinstr::shell {

/// One command of a line.
struct Part {
  std::string text;
  std::string origin = {};    ///< `FILE:LINE` where the line is of a file
  Aliases::Names used = {};   ///< aliases that it comes from
};

class Intake {
 public:
  Intake(Console& console, Printer& printer) : console_(console), printer_(printer) {}

  /// Lines shown after the prompt as if they were typed.
  void feed(std::vector<std::string> lines);
  /// Whether some of those are still to come.
  bool was_fed() const { return !fed_.empty(); }
  /// Whether anybody has ever answered: at the console, or beforehand.
  bool was_answered() const { return answered_; }
  /// Lines of a file, not shown. Comments and empty lines are left out.
  void feed_file(const std::string& name, const std::vector<std::string>& lines);

  /// A whole line.
  Input read(std::string_view prompt);
  /// The next command: what is left of the last line, or a whole line (split by nobody yet).
  Input read_part(std::string_view prompt);

  /// Commands to be taken before anything else.
  void put(std::vector<Part> parts);
  std::optional<Part> take();

  /// The commands that were put, exchanged for others: those of a prompt inside a prompt are its
  /// own.
  std::deque<Part> exchange(std::deque<Part> parts);

 private:
  Input ask(std::string_view prompt);

  Console& console_;
  Printer& printer_;
  std::deque<Part> parts_;
  std::deque<Part> file_lines_;
  std::deque<std::string> fed_;
  bool answered_ = false;
};

}  // namespace pyinstr::shell
