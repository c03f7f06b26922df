#include "line_names.h"

#include <algorithm>

namespace pyinstr::shell {
namespace {

/// Of how many texts the names are kept: of those that a program's stops go to and fro between.
constexpr std::size_t most_texts = 4;

bool is_first(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || c == '_' || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Goes through a text once, line by line; what a line leaves open the next one goes on with.
class Scanner {
 public:
  std::vector<std::string> scan(std::string_view line) {
    line_ = line;
    at_ = 0;
    names_.clear();
    while (at_ < line_.size()) {
      if (in_text()) {
        text_character();
      } else {
        code_character();
      }
    }
    end_line();
    return names_;
  }

 private:
  /// A string, or a field of an f-string (then `depth` is of its brackets).
  struct Open {
    std::string quote;
    bool formatted = false;
    bool field = false;
    int depth = 0;
  };

  bool in_text() const { return !open_.empty() && !open_.back().field; }
  char next(std::size_t ahead = 0) const {
    return at_ + ahead < line_.size() ? line_[at_ + ahead] : '\0';
  }

  void text_character() {
    const Open& text = open_.back();
    if (next() == '\\') {
      at_ += 2;
    } else if (line_.substr(at_).starts_with(text.quote)) {
      at_ += text.quote.size();
      open_.pop_back();
    } else if (text.formatted && next() == '{' && next(1) == '{') {
      at_ += 2;
    } else if (text.formatted && next() == '{') {
      ++at_;
      open_.push_back({text.quote, true, true, 0});
    } else {
      ++at_;
    }
  }

  void code_character() {
    const char c = next();
    if (c == '#') {
      at_ = line_.size();
    } else if (c == '"' || c == '\'') {
      open_string(false);
    } else if (is_first(c)) {
      word();
    } else if (is_digit(c)) {
      number();
    } else {
      bracket(c);
      ++at_;
    }
  }

  void bracket(char c) {
    const bool opens = c == '(' || c == '[' || c == '{', closes = c == ')' || c == ']' || c == '}';
    if (open_.empty()) {
      brackets_ += opens ? 1 : closes && brackets_ > 0 ? -1 : 0;
      return;
    }
    Open& field = open_.back();
    if (closes && field.depth == 0) {
      open_.pop_back();
    } else if (field.depth == 0 && (c == ':' || (c == '!' && next(1) != '='))) {
      field.field = false;  // a format, up to the closing brace: text that the quote cannot end
      field.quote.assign(1, '}');
    } else {
      field.depth += opens ? 1 : closes ? -1 : 0;
    }
  }

  void open_string(bool formatted) {
    const char quote = next();
    const bool triple = next(1) == quote && next(2) == quote;
    open_.push_back({std::string(triple ? 3 : 1, quote), formatted, false, 0});
    at_ += triple ? 3 : 1;
  }

  void number() {
    while (is_digit(next()) || is_first(next()) || next() == '.') ++at_;
  }

  void word() {
    const std::size_t begin = at_;
    while (is_first(next()) || is_digit(next())) ++at_;
    const std::string_view name = line_.substr(begin, at_ - begin);
    if ((next() == '"' || next() == '\'') && name.size() <= 2) {
      open_string(name.find_first_of("fFtT") != std::string_view::npos);
      return;
    }
    if (!follows_dot(begin) && !is_keyword_argument()) add(name);
  }

  bool follows_dot(std::size_t begin) const {
    while (begin > 0 && line_[begin - 1] == ' ') --begin;
    return begin > 0 && line_[begin - 1] == '.';
  }

  bool is_keyword_argument() const {
    if (brackets_ == 0 && (open_.empty() || open_.back().depth == 0)) return false;
    std::size_t after = at_;
    while (after < line_.size() && line_[after] == ' ') ++after;
    return after < line_.size() && line_[after] == '=' &&
           !(after + 1 < line_.size() && line_[after + 1] == '=');
  }

  void add(std::string_view name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.emplace_back(name);
  }

  /// Only triple quotes, or a backslash at the end, reach over a line.
  void end_line() {
    if (line_.ends_with('\\')) return;
    while (!open_.empty() && (open_.back().quote.size() < 3 || open_.back().field)) {
      open_.pop_back();
    }
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::vector<std::string> names_;
  std::vector<Open> open_;
  int brackets_ = 0;
};

}  // namespace

std::vector<std::vector<std::string>> line_names(const std::vector<std::string>& lines) {
  Scanner scanner;
  std::vector<std::vector<std::string>> names;
  for (const std::string& line : lines) names.push_back(scanner.scan(line));
  return names;
}

const std::vector<std::vector<std::string>>& NamesOfTexts::of(const engine::Text& text) {
  const auto found = std::find_if(known_.begin(), known_.end(), [&](const Names& one) { return one.text == text; });
  if (found != known_.end()) return found->by_line;
  if (known_.size() == most_texts) known_.pop_back();
  known_.push_front({text, line_names(*text)});
  return known_.front().by_line;
}

}  // namespace pyinstr::shell
