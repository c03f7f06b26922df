/// The shell's place to read and write: the process's own terminal or pipe, or the device that
/// PYINSTR_TTY names, so that a program's own input is left to it.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "shell/console.h"

namespace pyinstr::python {

namespace py = pybind11;

class PythonConsole : public shell::Console {
 public:
  /// What completes a line: (line, begin, end) of the word to complete.
  using Completer = std::function<std::vector<std::string>(std::string_view, std::size_t, std::size_t)>;

  PythonConsole() = default;
  ~PythonConsole() override;
  PythonConsole(const PythonConsole&) = delete;
  PythonConsole& operator=(const PythonConsole&) = delete;

  /// Uses that device from now on. Returns an error text, empty if it could be opened.
  std::string open_device(const std::string& device);
  void complete_with(Completer completer) { completer_ = std::move(completer); }

  shell::Input read(std::string_view prompt) override;
  void write(std::string_view text) override;
  /// Whether a person sits there.
  bool is_interactive() const { return device_in_ || is_terminal(); }
  bool colours() const override;
  int width() const override;

 private:
  bool is_terminal() const;
  std::FILE* input() const { return device_in_ ? device_in_ : stdin; }
  std::FILE* output() const { return device_out_ ? device_out_ : stdout; }
  shell::Input read_terminal(std::string_view prompt);
  shell::Input read_stream();

  /// Takes note of an interrupt that arrived while something was written.
  bool take_interrupt();

  Completer completer_;
  bool interrupted_ = false;
  std::FILE* device_in_ = nullptr;
  std::FILE* device_out_ = nullptr;
};

}  // namespace pyinstr::python
