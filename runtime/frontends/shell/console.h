/// Where the shell reads and writes: a terminal, a pipe, or a test's script.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::shell {

struct Input {
  enum class Kind { line, end, interrupt } kind = Kind::end;
  std::string text;         ///< without the line ending; of an interrupt, what there is to say of it
  std::string origin = {};  ///< `FILE:LINE` where it is a line of a file
};

class Console {
 public:
  virtual ~Console() = default;
  /// Shows the prompt and waits for a line. `interrupt` is Ctrl-C at the prompt. If colours may
  /// be used the prompt has some, each between \001 and \002 as readline wants them.
  virtual Input read(std::string_view prompt) = 0;
  virtual void write(std::string_view text) = 0;
  /// Whether colour may be used.
  virtual bool colours() const = 0;
  /// Lines first to last of a file, in colours. Whoever can tell no colours gives nothing.
  virtual std::vector<std::string> highlighted(const std::vector<std::string>& source, int first,
                                               int last) {
    static_cast<void>(source), static_cast<void>(first), static_cast<void>(last);
    return {};
  }
  /// Whether values stand beside source lines.
  virtual bool shows_values() const { return true; }
  /// Columns to fit listings into.
  virtual int width() const = 0;
};

}  // namespace pyinstr::shell
