/// The Inspector over Python's frames: a thin native face of pyinstr/inspection.py.
#pragma once

#include <pybind11/pybind11.h>

#include "engine/inspector.h"
#include "engine/stop_event.h"
#include "frame.h"
#include "sources.h"
#include "strands.h"

namespace pyinstr::python {

/// Runs `ask`, which calls Python; an error of Python's gives `otherwise`. Errors of the program's
/// code come back as values, so what arrives here is out of memory, or an interrupt between two steps.
template <typename Result, typename Ask>
Result guarded(Result otherwise, Ask ask) {
  try {
    return ask();
  } catch (py::error_already_set&) {
    return otherwise;
  } catch (const py::cast_error&) {
    return otherwise;
  }
}

class PythonInspector : public engine::Inspector {
 public:
  PythonInspector(const engine::StopEvent& event, PythonStack& stack, Sources& sources,
                  const engine::Turns& turns)
      : event_(event), sources_(sources), strands_(event, stack, sources, turns) {}
  /// Names that were only the prompt's end with the stop, and their frames are let go.
  ~PythonInspector() override;

  int depth() override { return shown().depth(); }
  engine::FrameInfo frame(int index) override;
  engine::FrameRef identity(int index) override;
  engine::Text source(int index) override;
  engine::Text source(std::string_view file) override;
  std::pair<engine::Line, engine::Line> extent(int index) override;
  std::optional<std::string> local(int index, std::string_view variable, int limit) override;
  std::vector<engine::Variable> variables(int index, const std::vector<std::string>& names, int limit) override;
  std::vector<engine::Variable> arguments(int index, int limit) override;
  std::vector<engine::Variable> locals(int index, int limit) override;
  engine::Evaluation evaluate(int index, std::string_view expression) override;
  engine::Evaluation pretty(int index, std::string_view expression) override;
  engine::Evaluation execute(int index, std::string_view text, bool may_continue) override;
  bool is_whole_block(int index, std::string_view text) override;
  engine::Evaluation answer(int index, engine::Question question, std::string_view expression) override;
  engine::Evaluation debug(int index, std::string_view text) override;
  void begin_interaction(int index) override;
  engine::Evaluation interact(std::string_view text, bool may_continue) override;
  engine::Completions complete(int index, std::string_view text) override;
  std::string jump(engine::Line line) override;
  void watch_return(int index) override;
  std::optional<std::string> return_value() override;
  std::vector<engine::ExceptionInfo> exceptions() override;
  int selected_exception() override;

  engine::Strands* strands() override { return &strands_; }

 protected:
  /// The line a frame of the stopped thread is shown at.
  virtual engine::Line line_of(int index);
  /// The text of a file without hooks, as Sources has it.
  engine::Text text_in(std::string_view path);
  /// The frames that are shown: the stopped thread's, or those of another one that was selected.
  PythonStack& shown() { return strands_.shown(); }

  const engine::StopEvent& event_;
  Sources& sources_;
  PythonStrands strands_;
};

/// Frame `index` of the stack as people see it; `line` where it is known better than the frame knows
/// it, else 0. Throws what pybind11 throws.
engine::FrameInfo frame_info(PythonStack& stack, int index, engine::Line line, Sources& sources);

/// pyinstr.inspection, imported when first needed. Throws what pybind11 throws.
py::module_ inspection();

/// A Python string as UTF-8; lone surrogates are escaped. Never fails.
std::string text_of(py::handle string);

/// The same of each.
std::vector<std::string> all_texts_of(const py::object& strings);

/// UTF-8 as a Python string; bytes that are no UTF-8 become surrogates, as file names do.
py::str string_of(std::string_view text);

}  // namespace pyinstr::python
