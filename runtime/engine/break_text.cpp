#include "break_text.h"

#include <charconv>

namespace pyinstr::engine {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Follows brackets and strings well enough to tell a separator from a part of an expression.
class Nesting {
 public:
  /// Takes the next character; true if it stands outside brackets and strings.
  bool take(char c) {
    if (quote_ != 0) {
      if (escaped_) escaped_ = false;
      else if (c == '\\') escaped_ = true;
      else if (c == quote_) quote_ = 0;
      return false;
    }
    if (c == '"' || c == '\'') quote_ = c;
    else if (c == '(' || c == '[' || c == '{') ++depth_;
    else if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
    return depth_ == 0 && quote_ == 0;
  }

 private:
  int depth_ = 0;
  char quote_ = 0;
  bool escaped_ = false;
};

bool parse_line(std::string_view text, Line& line) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), line);
  return failed == std::errc() && end == text.data() + text.size() && (line > 0 || line == -1);
}

}  // namespace

std::optional<BreakpointSpec> parse_break(std::string_view text, std::string& error) {
  text = trim(text);
  BreakpointSpec spec;
  std::string_view place = text;
  if (const auto at = text.find(" if "); at != std::string_view::npos) {
    place = trim(text.substr(0, at));
    spec.condition = trim(text.substr(at + 4));
  }
  const auto colon = place.rfind(':');
  if (colon == std::string_view::npos || trim(place.substr(0, colon)).empty()) {
    error = "`" + std::string(text) + "` is no breakpoint: expected FILE:LINE or FILE:LINE if CONDITION";
    return std::nullopt;
  }
  if (!parse_line(trim(place.substr(colon + 1)), spec.line)) {
    error = "`" + std::string(trim(place.substr(colon + 1))) + "` is no line number in `" +
            std::string(text) + "`: expected FILE:LINE or FILE:LINE if CONDITION";
    return std::nullopt;
  }
  spec.file = trim(place.substr(0, colon));
  return spec;
}

std::vector<std::string> split_breaks(std::string_view text) {
  std::vector<std::string> parts;
  Nesting nesting;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    if (const auto part = trim(text.substr(begin, end - begin)); !part.empty()) parts.emplace_back(part);
    begin = end + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (nesting.take(text[i]) && text[i] == ';') add(i);
  }
  add(text.size() < begin ? begin : text.size());
  return parts;
}

}  // namespace pyinstr::engine
