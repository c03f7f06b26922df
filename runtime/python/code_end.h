/// Tells when a code object goes.
///
/// By a weak reference, and so of each code object alone. Threads: under the interpreter's lock.
#pragma once

#include <pybind11/pybind11.h>

namespace pyinstr::python {

namespace py = pybind11;

/// One that is told.
class CodeEnd {
 public:
  CodeEnd() = default;
  CodeEnd(const CodeEnd&) = delete;
  CodeEnd& operator=(const CodeEnd&) = delete;

  /// The code goes; what is not in its own memory may be gone. Must not let anything out.
  virtual void ended(PyCodeObject* code) noexcept = 0;

 protected:
  ~CodeEnd() = default;

  /// What must be kept for `ended` to be called, and dropped there at the latest; null, with no exception left,
  /// if there was no memory. May let the program and other threads run.
  py::object watch(PyCodeObject* code);

 private:
  py::object type_;  ///< of what weak references call
};

}  // namespace pyinstr::python
