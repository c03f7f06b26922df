#include "python_console.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include "compat.h"
#include "environment.h"
#include "imports.h"
#include "inspect.h"
#include "interrupts.h"
#include "process.h"
#include "shell/command_line.h"
#include "terminal.h"

namespace pyinstr::python {
namespace {

using shell::Input;

py::object system_stream(const char* name) {
  PyObject* stream = PySys_GetObject(name);  // borrowed
  return py::reinterpret_borrow<py::object>(stream ? stream : Py_None);
}

/// Of the current exception, which stays set.
std::string text_of_interrupt() {
  py::error_already_set error;
  std::string text = "a signal handler raised " + text_of(py::type::of(error.value()).attr("__qualname__")) +
                     ": the program gets it when it goes on";
  error.restore();
  return text;
}

Input line_of(std::string text) {
  if (text.empty()) return {Input::Kind::end, {}};
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return {Input::Kind::line, std::move(text)};
}

#if PYINSTR_HAS_OS_READLINE
/// A line as C's own line reading gives it: edited and completed if `readline` is loaded.
py::object read_line(std::FILE* in, std::FILE* out, const std::string& prompt) {
  char* text = PyOS_Readline(in, out, prompt.c_str());
  if (text == nullptr) {
    if (!PyErr_Occurred()) PyErr_SetNone(PyExc_KeyboardInterrupt);
    throw py::error_already_set();
  }
  std::string line(text);
  PyMem_Free(text);
  return string_of(line);
}
#else
/// A line as it comes.
py::object read_line(std::FILE* in, std::FILE* out, const std::string& prompt) {
  std::fputs(prompt.c_str(), out);
  std::fflush(out);
  std::string line;
  process::Read result{};
  do {
    const py::gil_scoped_release released;
    result = process::read_line(fileno(in), line);
  } while (result == process::Read::interrupted && PyErr_CheckSignals() == 0);
  if (PyErr_Occurred()) throw py::error_already_set();
  return string_of(line);
}
#endif

/// Colours in a prompt stand between \001 and \002, for readline: others see them without.
std::string without_marks(std::string_view prompt) {
  std::string text(prompt);
  std::erase_if(text, [](char c) { return c == '\001' || c == '\002'; });
  return text;
}

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

void PythonConsole::share(const std::string& device) {
  shared_ = true;
  if (device_in_ != nullptr || device.empty() || terminal::is_terminal(stdin)) return;
  open_device(device);  // if it cannot be opened, standard input is all there is
}

void PythonConsole::forked(bool at_prompt) {
  if (editing_ && !at_prompt) plain_ = true;
  editing_ = false;
}

bool PythonConsole::is_terminal() const {
  return terminal::is_terminal(input()) && terminal::is_terminal(output());
}

bool PythonConsole::colours() const {
  const std::string wish = environment::get(environment::color);
  if (wish == "always") return true;
  if (wish == "never" || !environment::get("NO_COLOR").empty()) return false;
  return terminal::is_terminal(output()) && environment::get("TERM") != "dumb";
}

bool PythonConsole::shows_values() const { return environment::get(environment::values) != "off"; }

int PythonConsole::width() const { return terminal::is_terminal(output()) ? terminal::width(output()) : 120; }

Input PythonConsole::read(std::string_view prompt) {
  try {
    if ((is_terminal() || device_in_) && !plain_) return read_edited(prompt);
    write(without_marks(prompt));
    if (take_interrupt()) return {Input::Kind::interrupt, std::exchange(told_, {})};
    return shared_ || plain_ ? read_bytes() : read_stream();
  } catch (py::error_already_set& error) {
    error.restore();
    return take_interrupt_or_end();
  }
}

py::dict PythonConsole::asked() {
  py::dict asked;
  asked["complete"] = py::cpp_function([this](const py::str& line) {
    const std::string text = text_of(line);
    const auto found = completer_ ? completer_(text) : engine::Completions{text.size(), {}};
    py::list texts;
    for (const std::string& one : found.texts) texts.append(string_of(one));
    return py::make_tuple(py::len(string_of(text.substr(0, found.begin))), texts);
  });
  asked["read_line"] = py::cpp_function(
      [this](const py::str& prompt) { return read_line(input(), output(), text_of(prompt)); });
  asked["is_command"] = py::cpp_function([](const py::str& line) {
    const std::string text = text_of(line);
    return shell::read_line(shell::last_command(text)).command != nullptr;
  });
  asked["colours"] = colours();
  asked["files"] = py::make_tuple(fileno(input()), fileno(output()));
  return asked;
}

Input PythonConsole::read_edited(std::string_view prompt) {
  struct Editing {
    bool& now;
    explicit Editing(bool& flag) : now(flag) { now = true; }
    ~Editing() { now = false; }
  } const editing(editing_);
  return is_terminal() ? read_terminal(prompt) : read_plain(prompt);
}

/// Whatever is wrong with the editor, a line can be read.
Input PythonConsole::read_terminal(std::string_view prompt) {
  write("");
  try {
    const auto read = imported("pyinstr.prompt").attr("read");
    return {Input::Kind::line, text_of(read(string_of(prompt), **asked()))};
  } catch (py::error_already_set& error) {
    if (error.matches(PyExc_EOFError) || is_interrupt(error)) throw;
    error.discard_as_unraisable("pyinstr.prompt");
  }
  return read_plain(prompt);
}

Input PythonConsole::read_plain(std::string_view prompt) {
  return line_of(text_of(read_line(input(), output(), without_marks(prompt))));
}

std::vector<std::string> PythonConsole::highlighted(const std::vector<std::string>& source,
                                                    int first, int last) {
  std::vector<std::string> shown;
  try {
    py::list lines;
    for (const std::string& line : source) lines.append(string_of(line));
    const auto highlight = imported("pyinstr.colours").attr("highlight");
    for (const auto& line : highlight(lines, first, last)) shown.push_back(text_of(line));
  } catch (py::error_already_set& error) {
    if (is_interrupt(error)) note(error);
    return {};
  }
  return shown;
}

/// Straight from the descriptor: Python's own stream may be closed in a child (multiprocessing does
/// so), may hold what the parent has read ahead, or be locked by a thread that is gone.
Input PythonConsole::read_bytes() {
  std::string line;
  for (;;) {
    process::Read result{};
    {
      const py::gil_scoped_release released;
      result = process::read_line(fileno(input()), line);
    }
    if (result == process::Read::end) return line_of(std::move(line));
    if (result == process::Read::line) return line_of(std::move(line));
    if (PyErr_CheckSignals() != 0) return take_interrupt_or_end();
  }
}

/// Ctrl-C as Python has it is for the prompt alone.
void PythonConsole::note_interrupt() {
  interrupted_ = true;
  if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) return PyErr_Clear();
  told_ = text_of_interrupt();
  keep_interrupt_();
}

void PythonConsole::note(py::error_already_set& error) {
  error.restore();
  note_interrupt();
}

Input PythonConsole::take_interrupt_or_end() {
  if (!is_interrupt()) {
    PyErr_Clear();
    return {Input::Kind::end, {}};
  }
  note_interrupt();
  interrupted_ = false;
  return {Input::Kind::interrupt, std::exchange(told_, {})};
}

bool PythonConsole::take_interrupt() {
  if (PyErr_CheckSignals() != 0) note_interrupt();
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
    if (is_interrupt(error)) return note(error);
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
