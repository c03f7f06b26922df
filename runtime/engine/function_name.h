/// What functions are called.
#pragma once

#include <string>

namespace pyinstr::engine {

/// `f` of `A.f`, `<lambda>` of `A.f.<locals>.<lambda>`: what a code object calls itself.
std::string unqualified(const std::string& function);

}  // namespace pyinstr::engine
