/// The text forms of a breakpoint: `FILE:LINE if COND`, and the list in PYINSTR_BREAK.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "breakpoint.h"

namespace pyinstr::engine {

/// `counter:6`, `pkg/mod.py:10 if x > 3`. The condition begins after the first ` if `, the line
/// after the last colon before it. Nothing if the text has no such form; `error` then says what
/// is wrong with it.
std::optional<BreakpointSpec> parse_break(std::string_view text, std::string& error);

/// Splits at `;` outside brackets and strings; blank parts are dropped, ends trimmed.
std::vector<std::string> split_breaks(std::string_view text);

}  // namespace pyinstr::engine
