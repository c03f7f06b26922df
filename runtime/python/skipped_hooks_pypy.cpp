// Hooks in plain Python, which the JIT removes: none is skipped.
#include "skipped_hooks.h"

namespace pyinstr::python {

SkippedCode::~SkippedCode() = default;

SkippedHooks::~SkippedHooks() = default;

void SkippedHooks::start(bool) { obstacle_ = "this interpreter's JIT removes hooks that have nothing to do"; }

void SkippedHooks::stop(std::string why) { obstacle_ = std::move(why); }

void SkippedHooks::skip(const compat::Place&, int) noexcept {}

void SkippedHooks::put_back(int) {}

void SkippedHooks::put_back_all() {}

void SkippedHooks::put_back_late() {}

}  // namespace pyinstr::python
