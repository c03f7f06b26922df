/// What code objects say of themselves where the interpreter reads it from live units, their hash, their
/// equality and what `dis` shows as adaptive code, is told of what the compiler wrote; and so is where a
/// frame may be sent by `f_lineno`.
///
/// Written limit: `code.__hash__()` and `code.__eq__(other)`, called by these names, are the type's own.
#pragma once

namespace pyinstr::python {

class SkippedHooks;

/// From now on, in this interpreter, of code whose hooks are skipped. Throws what pybind11 throws.
void keep_identity_of_code(SkippedHooks& hooks);

}  // namespace pyinstr::python
