/// The difference of two texts whose lines correspond one to one, as a copy's and its original's.
#pragma once

#include <string>
#include <string_view>

namespace pyinstr::cli {

/// A unified diff with three lines of context, empty for equal texts. Nothing is searched for:
/// line n is compared with line n; lines past the end of the shorter text are added or removed.
std::string line_diff(std::string_view before, std::string_view after,
                      const std::string& before_name, const std::string& after_name);

}  // namespace pyinstr::cli
