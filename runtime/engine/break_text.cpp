#include "break_text.h"

#include <algorithm>
#include <charconv>

#include "blanks.h"
#include "function_place.h"
#include "nesting.h"

namespace pyinstr::engine {
namespace {

constexpr std::string_view form = "FILE:LINE or FUNCTION, and `if CONDITION` behind it";

std::string_view trim(std::string_view text) { return trimmed(text, " \t\r\n"); }

}  // namespace

std::optional<Line> parse_line(std::string_view text) {
  Line line = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), line);
  if (end != text.data() + text.size()) return std::nullopt;
  if (failed == std::errc::result_out_of_range && !text.starts_with('-')) return past_all_lines;
  return failed == std::errc() && (line > 0 || line == -1) ? std::optional(line) : std::nullopt;
}

BreakParts split_break(std::string_view text) {
  constexpr std::string_view if_ = " if ", hit = " hit ";
  BreakParts parts{text, {}, {}};
  const std::size_t comma = text.find(','), spelled = text.find(if_);
  if (const std::size_t at = std::min(comma, spelled); at != std::string_view::npos) {
    parts.place = text.substr(0, at);
    parts.condition = trim(text.substr(at + (at == comma ? 1 : if_.size())));
  }
  if (const std::size_t at = parts.place.find(hit); at != std::string_view::npos) {
    parts.hits = trim(parts.place.substr(at + hit.size()));
    parts.place = parts.place.substr(0, at);
  }
  parts.place = trim(parts.place);
  return parts;
}

bool parse_place(std::string_view place, std::string_view text, BreakpointSpec& spec,
                 std::string& error) {
  if (is_function_name(place)) {
    spec.function = place;
    return true;
  }
  const auto colon = place.rfind(':');
  if (colon == std::string_view::npos || trim(place.substr(0, colon)).empty()) {
    error = "`" + std::string(text) + "` is no breakpoint: expected " + std::string(form);
    return false;
  }
  const std::string_view number = trim(place.substr(colon + 1));
  const std::optional<Line> line = parse_line(number);
  if (!line) {
    error = "`" + std::string(number) + "` is no line number in `" + std::string(text) +
            "`: expected " + std::string(form);
    return false;
  }
  spec.file = trim(place.substr(0, colon));
  spec.line = *line;
  return true;
}

std::optional<BreakpointSpec> parse_break(std::string_view text, std::string& error) {
  text = trim(text);
  const auto [place, hits, condition] = split_break(text);
  BreakpointSpec spec;
  spec.condition = condition;
  spec.hits = hits;
  if (!parse_place(place, text, spec, error)) return std::nullopt;
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
