/// Tries whether this interpreter takes it that hooks are skipped, before any of the program's is.
#pragma once

#include <string>

namespace pyinstr::python {

class SkippedHooks;

/// What is wrong; empty if all is well. Takes about a tenth of a millisecond.
/// Throws what pybind11 throws.
std::string try_skipping(SkippedHooks& hooks);

}  // namespace pyinstr::python
