/// The text forms of a breakpoint: `FILE:LINE if COND`, and the list in PYINSTR_BREAK.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "breakpoint.h"

namespace pyinstr::engine {

/// What stands beside each other in `PLACE hit 5 if CONDITION`; parts that are not there are empty.
struct BreakParts {
  std::string_view place;
  std::string_view hits;
  std::string_view condition;
};

/// The condition begins after the first ` if ` or, as in pdb, the first comma; the hit condition
/// after the first ` hit ` before that.
BreakParts split_break(std::string_view text);

/// `counter:6`, `pkg/mod.py:10 hit %5 if x > 3`, `pkg.mod.f`. The line stands after the last
/// colon. Nothing if the text has no such form; `error` then says what
/// is wrong with it.
std::optional<BreakpointSpec> parse_break(std::string_view text, std::string& error);

/// A line number as a place has it: from 1 on, or -1 for the file's first that can stop. A larger number than
/// any line has is past_all_lines.
std::optional<Line> parse_line(std::string_view text);

/// Reads the place alone, into `spec`; `text` is the whole that an error shows.
bool parse_place(std::string_view place, std::string_view text, BreakpointSpec& spec,
                 std::string& error);

/// Splits at `;` outside brackets and strings; blank parts are dropped, ends trimmed.
std::vector<std::string> split_breaks(std::string_view text);

}  // namespace pyinstr::engine
