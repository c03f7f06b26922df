/// What code objects say of themselves, where the interpreter would read it from live units: their hash
/// and their equality stay those of what the compiler wrote.
#pragma once

namespace pyinstr::python {

class SkippedHooks;

/// From now on, in this interpreter, of code whose hooks are skipped. Throws what pybind11 throws.
void keep_identity_of_code(SkippedHooks& hooks);

}  // namespace pyinstr::python
