/// The step filter, asked about code objects.
#pragma once

#include <pybind11/pybind11.h>

#include "engine/step_filter.h"
#include "frame.h"

namespace pyinstr::python {

class StepRules {
 public:
  /// Keeps the references.
  StepRules(const FrameRules& frames, const engine::StepFilter& filter) : frames_(frames), filter_(filter) {}

  /// Whether steps go into that code. Takes a moment: keep the answer until version() changes.
  bool takes(PyCodeObject* code, PyObject* globals, bool hooked) const;
  std::uint64_t version() const { return filter_.version(); }

 private:
  const FrameRules& frames_;
  const engine::StepFilter& filter_;
};

}  // namespace pyinstr::python
