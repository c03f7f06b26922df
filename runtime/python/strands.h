/// Threads and tasks of one interpreter, as pyinstr/threads.py and pyinstr/tasks.py find them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/stop_event.h"
#include "engine/strands.h"
#include "engine/turns.h"
#include "frame.h"
#include "sources.h"

namespace pyinstr::python {

/// Knows whose frames are shown: the stopped thread's, or those selected.
class PythonStrands : public engine::Strands {
 public:
  PythonStrands(const engine::StopEvent& event, PythonStack& stopped, Sources& sources,
                const engine::Turns& turns)
      : event_(event), stopped_(stopped), sources_(sources), turns_(turns) {}

  std::optional<std::string> name_beside_main(engine::ThreadId thread) override;
  std::vector<engine::StrandInfo> list(engine::StrandKind kind) override;
  std::string select(engine::StrandKind kind, int number) override;
  void select_stopped() override;
  bool elsewhere() const override { return elsewhere_ != nullptr; }

  /// The line that the stop is shown at, where that frame is the stopped one: of a `for` in its rounds the
  /// header's. Else 0, and the frame knows its line itself.
  engine::Line told_line(const py::object& frame);

  PythonStack& shown() { return elsewhere_ ? *elsewhere_ : stopped_; }

 private:
  /// What Python says of one thread or task.
  struct Strand {
    engine::StrandInfo info;
    std::vector<py::object> frames;  ///< newest first
    std::string read_only;           ///< why its locals cannot be assigned; empty if they can
  };

  py::cpp_function state_of() const;
  std::vector<Strand> find(engine::StrandKind kind);
  std::optional<engine::FrameInfo> place_of(const Strand& strand);
  std::vector<py::object> shown_frames(const py::handle& frames) const;

  const engine::StopEvent& event_;
  PythonStack& stopped_;
  Sources& sources_;
  const engine::Turns& turns_;
  std::unique_ptr<PythonStack> elsewhere_;
  engine::StrandKind kind_ = engine::StrandKind::thread;  ///< of what is selected
  int number_ = 0;
};

}  // namespace pyinstr::python
