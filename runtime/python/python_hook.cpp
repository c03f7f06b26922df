// Hooks in plain Python, for interpreters whose JIT removes those and stumbles over native ones.
#include <memory>

#include "hook.h"
#include "hooks.h"
#include "imports.h"
#include "runtime.h"

namespace pyinstr::python {
namespace {

/// The native end of one of pyinstr/compiled_away.py.
class PythonSwitch : public HookSwitch {
 public:
  PythonSwitch(py::object turn, bool is_dear) : turn_(std::move(turn)), is_dear_(is_dear) {}

  void turn(const std::set<engine::SiteNumber>& sites, bool everywhere) noexcept override {
    try {
      if ((everywhere || !sites.empty()) && std::exchange(is_dear_, false)) {
        complain("hooks look at frames while something is armed, which stops the JIT: `pyinstr build --hooks "
                 "numbered` makes a copy that keeps its speed");
      }
      py::set numbers;
      for (const engine::SiteNumber site : sites) numbers.add(site);
      turn_(numbers, everywhere);
    } catch (py::error_already_set& error) {
      error.discard_as_unraisable("pyinstr");
    }
  }

 private:
  py::object turn_;
  bool is_dear_;  ///< and nobody was told so yet
};

}  // namespace

py::object make_hook(Hooks& hooks, HookCall call, std::string name, int count) {
  const bool is_plain = call == HookCall::plain;
  const std::size_t number = hooks.switches();
  const py::cpp_function begin([&hooks, number](int) { hooks.module_begins(number); });
  const py::cpp_function reach([&hooks](engine::SiteNumber site) {
    if (!hooks.reached(site)) throw py::error_already_set();
  });
  const py::object made =
      imported("pyinstr.compiled_away").attr(is_plain ? "plain" : "numbered")(name, count, begin, reach);
  hooks.add(std::make_unique<PythonSwitch>(made[py::int_(1)], is_plain));
  return made[py::int_(0)];
}

/// Builtins are not restored from a copy here.
void install_hook(const py::object& hook, const py::str& name) {
  imported("builtins").attr("__dict__")[name] = hook;
}

}  // namespace pyinstr::python
