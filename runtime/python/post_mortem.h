/// Post-mortem: the frames of a traceback under the same shell as a stop.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

#include "frame.h"
#include "inspect.h"

namespace pyinstr::python {

/// The frames of a traceback, and outside of them those that still run. Loaded from a
/// `pyinstr.tracebacks.Case`; throws what pybind11 throws.
class TracebackStack : public PythonStack {
 public:
  TracebackStack(const FrameRules& rules, Reporting& reporting, py::object found);

  /// Where the exception passed through the frame.
  engine::Line line(int index) const { return lines_[static_cast<std::size_t>(index)]; }
  const py::object& found() const { return case_; }

  /// Shows the frames of another exception of the case. Gives why it cannot, or an empty text.
  std::string select(int number);

 private:
  void load();

  py::object case_;
  std::vector<engine::Line> lines_;
};

class PostMortemInspector : public PythonInspector {
 public:
  PostMortemInspector(const engine::StopEvent& event, TracebackStack& stack, Sources& sources,
                      const engine::Turns& turns)
      : PythonInspector(event, stack, sources, turns), traceback_(stack) {}

  engine::FrameInfo frame(int index) override;
  std::vector<engine::ExceptionInfo> exceptions() override;
  int selected_exception() override;
  std::string select_exception(int number) override;

 protected:
  engine::Line line_of(int index) override { return traceback_.line(index); }

 private:
  TracebackStack& traceback_;
};

/// The rows of a `Case`. Throws what pybind11 throws.
std::vector<engine::ExceptionInfo> exceptions_of(const py::object& found);

}  // namespace pyinstr::python
