/// What people of other debuggers type, and the word for it here.
#pragma once

#include <string>
#include <string_view>

namespace pyinstr::shell {

/// A hint for a line that failed as Python, with `error`; empty if there is none.
std::string hint_for_foreign_word(std::string_view line, std::string_view error);

}  // namespace pyinstr::shell
