#include "python_console.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "inspect.h"
#include "terminal.h"

namespace pyinstr::python {
namespace {

using shell::Input;

py::object system_stream(const char* name) {
  PyObject* stream = PySys_GetObject(name);  // borrowed
  return py::reinterpret_borrow<py::object>(stream ? stream : Py_None);
}

Input take_interrupt_or_end() {
  const bool interrupted = PyErr_ExceptionMatches(PyExc_KeyboardInterrupt) != 0;
  PyErr_Clear();
  return {interrupted ? Input::Kind::interrupt : Input::Kind::end, {}};
}

Input line_of(std::string text) {
  if (text.empty()) return {Input::Kind::end, {}};
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return {Input::Kind::line, std::move(text)};
}

/// Line editing is the standard library's: with `readline` loaded, PyOS_Readline edits, keeps the
/// history and asks for completions. The program may use readline too: its completer and its
/// delimiters are given back after each line.
class LineEditing {
 public:
  explicit LineEditing(const PythonConsole::Completer& complete) {
    if (!complete) return;
    try {
      readline_ = py::module_::import("readline");
      completer_ = readline_.attr("get_completer")();
      delimiters_ = readline_.attr("get_completer_delims")();
      readline_.attr("set_completer_delims")(" \t\n`~!@#$%^&*()-=+[{]}\\|;'\",<>/?:");
      readline_.attr("parse_and_bind")("tab: complete");
      readline_.attr("set_completer")(py::cpp_function([complete, readline = readline_](const py::object& text, std::size_t state) -> py::object {
        const auto line = text_of(readline.attr("get_line_buffer")());
        const auto begin = py::cast<std::size_t>(readline.attr("get_begidx")());
        const auto found = complete(line, begin, begin + text_of(text).size());
        if (state >= found.size()) return py::none();
        return string_of(found[state]);
      }));
    } catch (py::error_already_set&) {
      readline_ = py::object();  // a Python built without readline: plain input
    }
  }

  ~LineEditing() {
    if (!readline_) return;
    try {
      readline_.attr("set_completer")(completer_);
      readline_.attr("set_completer_delims")(delimiters_);
    } catch (py::error_already_set&) {
      // The program's completer could not be given back; nothing of ours depends on it.
    }
  }

 private:
  py::object readline_, completer_, delimiters_;
};

}  // namespace

PythonConsole::~PythonConsole() {
  if (device_in_) std::fclose(device_in_);
  if (device_out_) std::fclose(device_out_);
}

std::string PythonConsole::open_device(const std::string& device) {
  device_in_ = std::fopen(device.c_str(), "r");
  device_out_ = device_in_ ? std::fopen(device.c_str(), "w") : nullptr;
  if (device_out_) return {};
  const std::string reason = std::strerror(errno);
  if (device_in_) std::fclose(device_in_);
  device_in_ = nullptr;
  return "cannot open `" + device + "` for the prompt: " + reason;
}

bool PythonConsole::is_terminal() const {
  return terminal::is_terminal(input()) && terminal::is_terminal(output());
}

bool PythonConsole::colours() const {
  return terminal::is_terminal(output()) && std::getenv("NO_COLOR") == nullptr;
}

int PythonConsole::width() const { return terminal::is_terminal(output()) ? terminal::width(output()) : 120; }

Input PythonConsole::read(std::string_view prompt) {
  try {
    if (is_terminal() || device_in_) return read_terminal(prompt);
    write(prompt);
    if (take_interrupt()) return {Input::Kind::interrupt, {}};
    return read_stream();
  } catch (py::error_already_set& error) {
    error.restore();
    return take_interrupt_or_end();
  }
}

Input PythonConsole::read_terminal(std::string_view prompt) {
  write("");
  const LineEditing editing(completer_);
  char* text = PyOS_Readline(input(), output(), std::string(prompt).c_str());
  if (text == nullptr) {
    if (!PyErr_Occurred()) PyErr_SetNone(PyExc_KeyboardInterrupt);
    return take_interrupt_or_end();
  }
  std::string line(text);
  PyMem_Free(text);
  return line_of(std::move(line));
}

bool PythonConsole::take_interrupt() {
  if (PyErr_CheckSignals() != 0) {
    PyErr_Clear();
    interrupted_ = true;
  }
  return std::exchange(interrupted_, false);
}

/// Python's own standard input, so that what the program has buffered of it is not lost.
Input PythonConsole::read_stream() {
  const py::object stream = system_stream("__stdin__");
  if (stream.is_none()) return {Input::Kind::end, {}};
  return line_of(text_of(stream.attr("readline")()));
}

void PythonConsole::write(std::string_view text) {
  if (device_out_) {
    std::fwrite(text.data(), 1, text.size(), device_out_);
    std::fflush(device_out_);
    return;
  }
  try {
    // Flushed before and after, so that the program's own output keeps its place.
    const py::object current = system_stream("stdout"), stream = system_stream("__stdout__");
    if (!current.is_none() && !current.is(stream)) current.attr("flush")();
    if (stream.is_none()) return;
    if (!text.empty()) stream.attr("write")(string_of(text));
    stream.attr("flush")();
  } catch (py::error_already_set& error) {
    if (error.matches(PyExc_KeyboardInterrupt)) {
      interrupted_ = true;
      return;
    }
    // A closed or full standard output must not end the program that is debugged; but a name or a
    // value that its encoding cannot write is shown with escapes.
    try {
      const py::object stream = system_stream("__stdout__");
      const py::object bytes = string_of(text).attr("encode")("ascii", "backslashreplace");
      stream.attr("write")(bytes.attr("decode")("ascii"));
      stream.attr("flush")();
    } catch (py::error_already_set&) {
    }
  }
}

}  // namespace pyinstr::python
