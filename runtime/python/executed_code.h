/// Code that an import or `exec` is about to run, where the interpreter's events would cost too much
/// to wait with: below 3.12, where they slow each line of each thread.
///
/// Python's audit events tell of it. A hook for them cannot be taken away; it is added when somebody
/// first waits, and afterwards only looks whether anybody does.
/// Threads: under the interpreter's lock; told on the thread that runs the code.
#pragma once

#include <pybind11/pybind11.h>

#include <functional>

namespace pyinstr::python {

namespace py = pybind11;

class ExecutedCode {
 public:
  /// Whether this interpreter is one for which this is the better way.
  static bool serves();
  /// From now on, calls `told` with code before it runs; an empty function: with none. Throws what
  /// pybind11 throws; what `told` throws, of that, is shown as ignored.
  void watch(std::function<void(PyCodeObject*)> told);

  /// For the audit hook: what Python calls one with.
  void audited(PyObject* event, PyObject* arguments) noexcept;

 private:
  std::function<void(PyCodeObject*)> told_;
  bool hooked_ = false;
};

}  // namespace pyinstr::python
