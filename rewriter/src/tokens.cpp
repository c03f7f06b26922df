#include "tokens.h"

#include <algorithm>
#include <array>

#include "characters.h"
#include "text_scan.h"

namespace pyinstr::rewriter {
namespace {

char at(std::string_view text, std::size_t offset) {
  return offset < text.size() ? text[offset] : '\0';
}

bool is_quote(char c) { return c == '"' || c == '\''; }
bool is_name(char c) { return is_word(c) || is_high(c); }

constexpr std::array long_signs = std::to_array<std::string_view>(
    {"**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->",
     ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@="});

std::size_t sign_length(std::string_view text) {
  for (const std::string_view sign : long_signs) {
    if (text.starts_with(sign)) return sign.size();
  }
  return 1;
}

// Behind a backslash, and behind the line end that it hides.
std::size_t past_backslash(std::string_view text, std::size_t offset) {
  const std::string_view next = text.substr(offset + 1);
  return offset + (next.starts_with("\r\n") ? 3 : next.starts_with('\n') ? 2 : 1);
}

std::size_t past_comment(std::string_view text, std::size_t offset) {
  return std::min(text.find('\n', offset), text.size());
}

// What tells where a logical line ends; everything else is passed over.
enum class Mark : unsigned char { none, quote, comment, backslash, open, close, line_end };

constexpr std::array<Mark, 256> make_marks() {
  std::array<Mark, 256> marks{};
  marks['"'] = marks['\''] = Mark::quote;
  marks['#'] = Mark::comment;
  marks['\\'] = Mark::backslash;
  marks['('] = marks['['] = marks['{'] = Mark::open;
  marks[')'] = marks[']'] = marks['}'] = Mark::close;
  marks['\n'] = Mark::line_end;
  return marks;
}
constexpr std::array<Mark, 256> marks = make_marks();

}  // namespace

// Blanks, comments, joined lines, and line ends inside brackets.
void TokenReader::skip_blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '#') {
      at_ = past_comment(text_, at_);
    } else if (c == '\\') {
      at_ = past_backslash(text_, at_);
    } else if (c == ' ' || c == '\t' || c == '\f' || c == '\r' || (c == '\n' && depth_ > 0)) {
      ++at_;
    } else {
      return;
    }
  }
}

Token TokenReader::take(TokenKind kind, std::size_t length) {
  const auto begin = static_cast<Offset>(at_);
  at_ += length;
  return {kind, begin, static_cast<Offset>(at_)};
}

std::optional<Token> TokenReader::next() {
  skip_blanks();
  if (at_ >= text_.size()) return std::nullopt;
  const char c = text_[at_];
  if (c == '\n') return take(TokenKind::line_end, 1);
  if (is_quote(c)) return take(TokenKind::string, string_end(text_, at_) - at_);
  if (is_name(c)) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_name(text_[end])) ++end;
    const std::size_t length = end - at_;
    if (!is_quote(at(text_, end)) || !is_string_prefix(text_.substr(at_, length))) {
      return take(TokenKind::word, length);
    }
    return take(TokenKind::string, string_end(text_, end) - at_);
  }
  if (c == '(' || c == '[' || c == '{') {
    ++depth_;
    return take(TokenKind::open, 1);
  }
  if (c == ')' || c == ']' || c == '}') {
    depth_ = std::max(0, depth_ - 1);
    return take(TokenKind::close, 1);
  }
  return take(TokenKind::sign, sign_length(text_.substr(at_)));
}

std::vector<Offset> find_line_ends(std::string_view text, Offset from) {
  std::vector<Offset> ends;
  int depth = 0;
  for (std::size_t at = from; at < text.size();) {
    switch (marks[static_cast<unsigned char>(text[at])]) {
      case Mark::none: ++at; break;
      case Mark::quote: at = string_end(text, at); break;
      case Mark::comment: at = past_comment(text, at); break;
      case Mark::backslash: at = past_backslash(text, at); break;
      case Mark::open: ++depth, ++at; break;
      case Mark::close: depth = std::max(0, depth - 1), ++at; break;
      case Mark::line_end:
        if (depth == 0) ends.push_back(static_cast<Offset>(at));
        ++at;
        break;
    }
  }
  ends.push_back(static_cast<Offset>(text.size()));
  return ends;
}

}  // namespace pyinstr::rewriter
