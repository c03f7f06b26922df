/// Classes of bytes, as Python's tokenizer sees them in ASCII.
#pragma once

#include <cstddef>
#include <string_view>

namespace pyinstr::rewriter {

constexpr bool is_digit(char c) { return '0' <= c && c <= '9'; }

/// Part of a name, in ASCII.
constexpr bool is_word(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || is_digit(c) || c == '_';
}

/// A byte of a character above ASCII.
constexpr bool is_high(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

/// The same bytes as a whole word: no ASCII letter, digit or underscore on either side.
constexpr bool is_whole_word(std::string_view text, std::size_t begin, std::size_t length) {
  const std::size_t end = begin + length;
  return (begin == 0 || !is_word(text[begin - 1])) && (end >= text.size() || !is_word(text[end]));
}

/// The first whole word `word` at or after `from`, or npos.
constexpr std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    if (is_whole_word(text, at, word.size())) return at;
  }
  return std::string_view::npos;
}

}  // namespace pyinstr::rewriter
