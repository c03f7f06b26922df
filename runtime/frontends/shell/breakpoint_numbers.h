/// The numbers people type to mean breakpoints.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stop.h"

namespace pyinstr::shell {

std::string no_breakpoint(int number);

/// The numbers typed. Nothing (and a message) if one is none.
std::optional<std::vector<int>> numbers_in(Stop& stop, std::string_view text);

/// The breakpoint whose number stands in front, which is taken off. 0 (and a message) if none is.
int take_breakpoint(Stop& stop, std::string_view& text);

}  // namespace pyinstr::shell
