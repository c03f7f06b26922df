/// The shell's place to read and write: the process's own terminal or pipe, or the device that
/// PYINSTR_TTY names, so that a program's own input is left to it. How a line is edited on a
/// terminal is up to pyinstr/prompt.py.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "engine/inspector.h"
#include "shell/console.h"

namespace pyinstr::python {

namespace py = pybind11;

class PythonConsole : public shell::Console {
 public:
  /// What may stand at the end of a line.
  using Completer = std::function<engine::Completions(std::string_view)>;

  PythonConsole() = default;
  ~PythonConsole() override;
  PythonConsole(const PythonConsole&) = delete;
  PythonConsole& operator=(const PythonConsole&) = delete;

  /// Uses that device from now on. Returns an error text, empty if it could be opened.
  std::string open_device(const std::string& device);
  /// This process is a child, and its parent reads from that terminal (empty: from none).
  void share(const std::string& device);
  /// In a forked child: while the parent read a line in another thread, its line editing is locked
  /// for good here.
  void forked(bool at_prompt);

  /// Takes the current exception, which came out of a handler of the program's (interrupts.h): the
  /// program gets it, the prompt goes on.
  void keep_interrupts_with(std::function<void()> keep) { keep_interrupt_ = std::move(keep); }
  void complete_with(Completer completer) { completer_ = std::move(completer); }

  shell::Input read(std::string_view prompt) override;
  void write(std::string_view text) override;
  /// Whether a person sits there.
  bool is_interactive() const { return device_in_ || is_terminal(); }
  bool colours() const override;
  bool shows_values() const override;
  std::vector<std::string> highlighted(const std::vector<std::string>& source, int first,
                                       int last) override;
  int width() const override;

 private:
  bool is_terminal() const;
  std::FILE* input() const { return device_in_ ? device_in_ : stdin; }
  std::FILE* output() const { return device_out_ ? device_out_ : stdout; }
  shell::Input read_edited(std::string_view prompt);
  shell::Input read_terminal(std::string_view prompt);
  shell::Input read_plain(std::string_view prompt);
  /// What pyinstr/prompt.py asks of us.
  py::dict asked();
  shell::Input read_stream();
  shell::Input read_bytes();

  /// Takes note of an interrupt that arrived while something was written.
  bool take_interrupt();
  void note_interrupt();
  void note(py::error_already_set& error);
  shell::Input take_interrupt_or_end();

  std::function<void()> keep_interrupt_;
  std::string told_;  // of what was kept
  Completer completer_;
  bool interrupted_ = false;
  bool editing_ = false;  // just now
  bool plain_ = false;    // without line editing
  bool shared_ = false;   // the parent's input: nothing is read ahead
  std::FILE* device_in_ = nullptr;
  std::FILE* device_out_ = nullptr;
};

}  // namespace pyinstr::python
