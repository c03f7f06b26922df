#include "place.h"

#include <charconv>

#include "command_line.h"
#include "engine/break_text.h"

namespace pyinstr::shell {

std::optional<int> parse_number(std::string_view text) {
  int number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (text.empty() || error != std::errc() || end != last) return std::nullopt;
  return number;
}

std::optional<Place> parse_place(std::string_view text) {
  text = trimmed(text);
  const std::size_t colon = text.rfind(':');
  const bool named = colon != std::string_view::npos;
  const std::optional<engine::Line> line = engine::parse_line(named ? text.substr(colon + 1) : text);
  if (!line || colon == 0) return std::nullopt;
  return Place{named ? std::string(text.substr(0, colon)) : std::string(), *line};
}

bool is_place(std::string_view text) {
  return parse_place(engine::split_break(text).place).has_value();
}

}  // namespace pyinstr::shell
