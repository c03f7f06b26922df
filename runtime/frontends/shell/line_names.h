/// The names that stand on the lines of a Python text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::shell {

/// For each line the identifiers on it that may be variables, in order, each once: not after a
/// dot, not a keyword argument's name, not in strings or comments but in the fields of f-strings.
/// Reads words, not grammar: names that are no variables of the frame are the caller's to drop.
std::vector<std::vector<std::string>> line_names(const std::vector<std::string>& lines);

}  // namespace pyinstr::shell
