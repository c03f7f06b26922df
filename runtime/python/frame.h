/// Python's frames and stacks as the engine sees them.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

#include "compat.h"
#include "engine/stack.h"

namespace pyinstr::python {

namespace py = pybind11;

/// A frame object, owned.
class PythonFrame : public engine::Frame {
 public:
  /// Of the running thread.
  explicit PythonFrame(py::object frame);
  std::uintptr_t id() const override { return reinterpret_cast<std::uintptr_t>(frame_.ptr()); }
  /// Asked on the thread whose stack the frame is on, if it is on one.
  engine::FrameState state() const override;

 private:
  py::object frame_;
  py::object greenlet_;  ///< that it is on the stack of; null if the program has none
  mutable compat::FrameGenerator generator_;
};

/// Of a frame of the running thread: cheap where the frame is on the stack, as one that is looked at at every line
/// most often is.
engine::FrameState state_of(const py::object& frame);

/// Whose frames are whose: our own package's are not shown, and code with hooks is known by the
/// names it uses.
struct FrameRules {
  std::string package_folder;
  std::vector<py::object> hook_names;

  bool is_hook_name(PyObject* name) const;
  bool is_hidden(PyCodeObject* code) const;
  bool is_hooked(PyCodeObject* code) const;
  /// The text that an instrumented module begins with, which is run as `<string>`.
  static bool is_prologue(PyCodeObject* code);
};

/// Which frames' lines reach the engine while their thread steps.
class Reporting {
 public:
  virtual ~Reporting() = default;
  virtual bool reports(PyCodeObject* code, PyObject* globals) = 0;
};

/// The stack of the running thread, below a hook or another C function of ours. Frame objects
/// are made when they are first asked for.
class PythonStack : public engine::Stack {
 public:
  /// Without `reporting`, no frame reports.
  explicit PythonStack(const FrameRules& rules, Reporting* reporting = nullptr)
      : rules_(rules), reporting_(reporting) {}
  /// Of frames given, newest first, wherever they are; there must be one at least.
  PythonStack(const FrameRules& rules, std::vector<py::object> frames, Reporting* reporting = nullptr)
      : rules_(rules), frames_(std::move(frames)), reporting_(reporting) {}
  Reporting* reporting() const { return reporting_; }
  engine::ThreadId thread() const override;
  std::string thread_name() override;
  int depth() override;
  engine::FrameRef frame(int index) override;
  bool reports(int index) override;
  int task_root() override;
  engine::TaskFrames task() override;
  std::uintptr_t top() override;
  /// The mark is a trace function of the frame alone, which goes where the frame goes. It does what the
  /// one did that was there, or nothing, and is called only while somebody else traces.
  bool mark() override;

  /// The frame object; index must be below depth().
  py::object object(int index);
  const FrameRules& rules() const { return rules_; }

 protected:
  const FrameRules& rules_;
  std::vector<py::object> frames_;  ///< newest first; empty until somebody asks

 private:
  const std::vector<py::object>& frames();
  bool does_report(const py::object& frame) const;

  Reporting* reporting_;
};

/// Its caller's, or null.
py::object caller_of(const py::object& frame);

/// The frame's code, borrowed from it.
PyCodeObject* code_of(const py::object& frame);

}  // namespace pyinstr::python
