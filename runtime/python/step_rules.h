/// The step filter, asked about code objects.
#pragma once

#include <pybind11/pybind11.h>

#include "engine/step_filter.h"
#include "frame.h"

namespace pyinstr::python {

class StepRules {
 public:
  explicit StepRules(const FrameRules& frames) : frames_(frames) {}

  /// Whether steps go into that code. Takes a moment: keep the answer until version() changes.
  bool takes(PyCodeObject* code, PyObject* globals, bool hooked) const;
  std::uint64_t version() const { return filter_.version(); }

  engine::StepFilter& filter() { return filter_; }

 private:
  const FrameRules& frames_;
  engine::StepFilter filter_;
};

}  // namespace pyinstr::python
