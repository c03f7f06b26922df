/// The hook itself, `dbg()`, and the names it goes by.
#pragma once

#include <pybind11/pybind11.h>

namespace pyinstr::python {

namespace py = pybind11;

class Hooks;

/// What a hook calls when the gate is open. The capsule owns nothing.
py::object make_hook(Hooks& hooks);

/// Puts the hook into builtins under that name, and into the interpreter's saved copy of them,
/// which is what builtins are restored from at exit: so the hook outlives module globals.
/// Throws what pybind11 throws.
void install_hook(const py::object& hook, const py::str& name);

}  // namespace pyinstr::python
