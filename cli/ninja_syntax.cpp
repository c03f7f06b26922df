#include "ninja_syntax.h"

#include <algorithm>

namespace pyinstr::cli {

bool is_expressible(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\t\0", 4)) == std::string_view::npos;
}

std::string ninja_path(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (c == '|') {
      out += "${pipe}";
      continue;
    }
    if (c == '$' || c == ' ' || c == ':') out += '$';
    out += c;
  }
  return out;
}

std::string ninja_value(std::string_view text) {
  std::string out;
  if (text.starts_with(' ')) out += '$';  // blanks in front are passed over otherwise
  for (const char c : text) {
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "+,-./:=@_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
      "abcdefghijklmnopqrstuvwxyz";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) {
    return std::string(text);
  }
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += "'\\''";
    else out += c;
  }
  return out + "'";
}

}  // namespace pyinstr::cli
