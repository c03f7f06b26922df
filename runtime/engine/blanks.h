/// Blanks at the ends of a text. Which characters are blank is the reader's own: a line of a file, a
/// value in a variable and a typed command differ.
#pragma once

#include <string_view>

namespace pyinstr::engine {

/// The text without the blanks at both its ends; a part of it.
inline std::string_view trimmed(std::string_view text, std::string_view blanks) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace pyinstr::engine
