#include "log_text.h"

#include <algorithm>

#include "blanks.h"
#include "nesting.h"

namespace pyinstr::engine {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trim(std::string_view text) { return trimmed(text, blanks); }

/// The colon between a condition and the message; npos if there is none.
std::size_t end_of_condition(std::string_view text) {
  Nesting nesting;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = nesting.take(text[i]) && text[i] == ':';
    if (ends && (i + 1 == text.size() || blanks.find(text[i + 1]) != blanks.npos)) return i;
  }
  return text.npos;
}

/// Where a log point in front of the text ends: at a `;`, or with it.
std::size_t end_of_log(std::string_view text) {
  std::string ignored;
  const auto parts = split_log(text, ignored);
  const auto message = parts ? static_cast<std::size_t>(parts->message.data() - text.data()) : 0;
  std::size_t at = 0;
  for (Nesting condition; at <= message && at < text.size(); ++at) {
    if (condition.take(text[at]) && text[at] == ';') return at;
  }
  at = std::min(message, text.size());
  Nesting field;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ';' && field.is_outside()) return at;
    if (!field.is_outside() || c == '{') field.take(c);
  }
  return at;
}

}  // namespace

std::optional<LogParts> split_log(std::string_view text, std::string& error) {
  text = trim(text);
  const std::size_t end = std::min(text.find_first_of(blanks), text.size());
  const std::string_view first = text.substr(0, end), rest = trim(text.substr(end));
  const bool has_colon = first.ends_with(':');
  if (!has_colon && (rest.starts_with("if ") || rest.starts_with("hit ") || first.ends_with(','))) {
    const std::size_t colon = end_of_condition(text);
    if (colon != text.npos) return LogParts{split_break(text.substr(0, colon)), trim(text.substr(colon + 1))};
  } else if (!rest.empty()) {
    return LogParts{{first.substr(0, first.size() - (has_colon ? 1 : 0)), {}, {}}, rest};
  }
  error = "`" + std::string(text) + "` has no message: expected PLACE: MESSAGE or PLACE if CONDITION: MESSAGE";
  return std::nullopt;
}

std::optional<BreakpointSpec> parse_log(std::string_view text, std::string& error) {
  const auto parts = split_log(text, error);
  if (!parts) return std::nullopt;
  BreakpointSpec spec;
  spec.condition = parts->where.condition;
  spec.hits = parts->where.hits;
  spec.log = parts->message;
  if (!parse_place(parts->where.place, trim(text), spec, error)) return std::nullopt;
  return spec;
}

std::string row_of(Files& files, const LogRecord& record) {
  return files.short_name(files.path(record.file)) + ":" + std::to_string(record.line) + ": " +
         record.text;
}

std::vector<std::string> split_logs(std::string_view text) {
  std::vector<std::string> logs;
  while (!text.empty()) {
    const std::size_t end = end_of_log(text);
    if (const auto log = trim(text.substr(0, end)); !log.empty()) logs.emplace_back(log);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return logs;
}

}  // namespace pyinstr::engine
