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

}  // namespace

// Blanks, comments, joined lines, and line ends inside brackets.
void TokenReader::skip_blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (c == '\\') {
      at_ += at(text_, at_ + 1) == '\n' ? 2 : 1;
      if (at(text_, at_ - 1) == '\\' && text_.substr(at_, 2) == "\r\n") at_ += 2;
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

}  // namespace pyinstr::rewriter
