#include "command_line.h"

#include <algorithm>
#include <array>

#include "engine/blanks.h"
#include "place.h"

namespace pyinstr::shell {
namespace {

constexpr std::string_view blanks = " \t\r\n\f";

bool is_name_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

/// Words that can follow a name in an expression. `not` only as `not in`.
bool begins_with_operator_word(std::string_view text) {
  static constexpr std::array words = {"in", "is", "and", "or", "if"};
  const std::string_view word = first_name(text);
  if (word == "not") return first_name(trimmed(text.substr(word.size()))) == "in";
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool begins_with_operator(std::string_view text) {
  if (text.front() == '!') return text.starts_with("!=");
  if (text.front() == '.') return text.size() > 1 && is_name_character(text[1]);
  return std::string_view("=+-*/%@&|^<>,:;()[]{}").find(text.front()) != std::string_view::npos ||
         begins_with_operator_word(text);
}

bool is_arguments(const Command& command, std::string_view rest) {
  const bool places = command.takes == Takes::place || command.takes == Takes::place_or_breakpoint;
  if (places && (rest.front() == '/' || rest.front() == '<')) return is_place(rest);
  if (command.takes == Takes::file && rest.size() > 1 && rest.front() == '/') {
    return blanks.find(rest[1]) == std::string_view::npos;
  }
  return !begins_with_operator(rest);
}

/// Follows strings and brackets. Triple quotes need no care: as three strings they end alike.
class Nesting {
 public:
  bool take(char c) {
    if (quote_ != 0) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == quote_) {
        quote_ = 0;
      }
      return false;
    }
    if (c == '"' || c == '\'') quote_ = c;
    if (c == '(' || c == '[' || c == '{') ++depth_;
    if (c == ')' || c == ']' || c == '}') depth_ = std::max(depth_ - 1, 0);
    return quote_ == 0 && depth_ == 0;
  }

 private:
  int depth_ = 0;
  char quote_ = 0;
  bool escaped_ = false;
};

}  // namespace

std::string_view first_name(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_character);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool reads_as_command(std::string_view behind) {
  if (!behind.empty() && blanks.find(behind.front()) == std::string_view::npos) return false;
  behind = trimmed(behind);
  return behind.empty() || behind.front() == '#' || !begins_with_operator(behind);
}

bool begins_anew(std::string_view line) {
  static constexpr std::array going_on = {"elif", "else", "except", "finally"};
  if (line.empty() || line.front() == '#' || blanks.find(line.front()) != std::string_view::npos) return false;
  return std::find(going_on.begin(), going_on.end(), first_name(line)) == going_on.end();
}

std::string_view trimmed(std::string_view text) { return engine::trimmed(text, blanks); }

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::string_view word = text.substr(0, text.find_first_of(blanks));
  text = trimmed(text.substr(word.size()));
  return word;
}

Typed read_line(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with('!')) return {nullptr, {}, trimmed(line.substr(1))};
  const std::string_view word = first_name(line);
  const Command* command = find_command(word);
  if (command == nullptr) return {nullptr, {}, line};
  std::string_view rest = line.substr(word.size());
  const bool apart = rest.empty() || blanks.find(rest.front()) != std::string_view::npos;
  rest = trimmed(rest);
  if (apart && rest.starts_with('#')) rest = {};
  if (rest.empty() && apart) return {command, word, {}};
  if (apart && is_arguments(*command, rest)) return {command, word, rest};
  return {nullptr, word, line};
}

std::vector<std::string> split_commands(std::string_view line) {
  std::vector<std::string> parts;
  Nesting nesting;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool outside = nesting.take(line[i]);
    if (outside && line[i] == '#') break;
    if (!outside || !line.substr(i).starts_with(";;")) continue;
    parts.emplace_back(trimmed(line.substr(begin, i - begin)));
    begin = ++i + 1;
  }
  parts.emplace_back(trimmed(line.substr(begin)));
  return parts;
}

std::string_view last_command(std::string_view line) {
  Nesting nesting;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool outside = nesting.take(line[i]);
    if (!outside || !line.substr(i).starts_with(";;")) continue;
    begin = ++i + 1;
  }
  return line.substr(std::min(begin, line.size()));
}

}  // namespace pyinstr::shell
