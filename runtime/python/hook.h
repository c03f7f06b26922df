/// The hook itself, `dbg()`, and the names it goes by.
#pragma once

#include <pybind11/pybind11.h>

#include <string>

namespace pyinstr::python {

namespace py = pybind11;

class Hooks;

/// A hook of either spelling: `dbg()` or `dbg_1a2b3c4d(17)`. `dbg(0)` and `dbg_1a2b3c4d(-1)` tell
/// that a module begins.
enum class HookCall { plain, numbered };

/// The function that the name stands for: to Python, one of builtins. Throws what pybind11 throws.
py::object make_hook(Hooks& hooks, HookCall call, std::string name);

/// Puts the hook into builtins under that name, and into the interpreter's saved copy of them, if it has
/// one, which is what builtins are restored from at exit: so the hook outlives module globals.
/// Throws what pybind11 throws.
void install_hook(const py::object& hook, const py::str& name);

}  // namespace pyinstr::python
