#include "path_pattern.h"

#include <algorithm>
#include <optional>

namespace pyinstr::cli {
namespace {

/// One step of a pattern: what one character may be, or how a star may grow. `**/` is two of
/// them, `folders` where it begins (it may be skipped there) and `in_folders` (it ends at a `/`).
struct Token {
  enum Kind { literal, any, set, star, double_star, folders, in_folders } kind;
  std::string_view text;  ///< the character, or the inside of the brackets
};

/// Cuts the next token off `pattern`.
Token next_token(std::string_view& pattern) {
  const auto cut = [&](Token::Kind kind, std::size_t length) {
    const Token token{kind, pattern.substr(0, length)};
    pattern.remove_prefix(length);
    return token;
  };
  if (pattern.starts_with("**/")) return cut(Token::folders, 3);
  if (pattern.starts_with("**")) return cut(Token::double_star, 2);
  if (pattern[0] == '*') return cut(Token::star, 1);
  if (pattern[0] == '?') return cut(Token::any, 1);
  if (pattern[0] == '[') {
    const bool inverted = pattern.substr(1).starts_with('!');
    const std::size_t end = pattern.find(']', inverted ? 3 : 2);
    if (end != std::string_view::npos) return cut(Token::set, end + 1);
  }
  return cut(Token::literal, 1);
}

bool in_set(std::string_view set, char c) {
  set = set.substr(1, set.size() - 2);
  const bool inverted = set.starts_with('!');
  if (inverted) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const bool range = i + 2 < set.size() && set[i + 1] == '-';
    const char last = range ? set[i + 2] : set[i];
    const auto byte = [](char x) { return static_cast<unsigned char>(x); };
    if (byte(set[i]) <= byte(c) && byte(c) <= byte(last)) found = true;
    if (range) i += 2;
  }
  return found != inverted && c != '/';
}

bool takes(const Token& token, char c) {
  switch (token.kind) {
    case Token::literal: return token.text[0] == c;
    case Token::any: return c != '/';
    case Token::set: return in_set(token.text, c);
    default: return false;
  }
}

std::vector<Token> tokens_of(std::string_view pattern) {
  std::vector<Token> tokens;
  while (!pattern.empty()) {
    tokens.push_back(next_token(pattern));
    if (tokens.back().kind == Token::folders) tokens.push_back({Token::in_folders, {}});
  }
  return tokens;
}

/// Adds the tokens that can be next because those before them may stand for nothing.
void skip_stars(const std::vector<Token>& tokens, std::vector<bool>& live) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!live[i]) continue;
    const Token::Kind kind = tokens[i].kind;
    if (kind == Token::star || kind == Token::double_star) live[i + 1] = true;
    if (kind == Token::folders) live[i + 1] = live[i + 2] = true;
  }
}

/// The tokens that can be next after `tokens[i]` met `c`.
void step(const std::vector<Token>& tokens, std::size_t i, char c, std::vector<bool>& next) {
  switch (tokens[i].kind) {
    case Token::star:
      if (c != '/') next[i] = true;
      break;
    case Token::double_star: next[i] = true; break;
    case Token::folders: break;
    case Token::in_folders:
      next[i] = true;
      if (c == '/') next[i + 1] = true;
      break;
    default:
      if (takes(tokens[i], c)) next[i + 1] = true;
  }
}

/// All readings of the pattern are followed at once: never more than tokens times characters.
bool matches_whole(std::string_view pattern, std::string_view path) {
  const std::vector<Token> tokens = tokens_of(pattern);
  std::vector<bool> live(tokens.size() + 1, false);
  live[0] = true;
  skip_stars(tokens, live);
  for (const char c : path) {
    std::vector<bool> next(tokens.size() + 1, false);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (live[i]) step(tokens, i, c, next);
    }
    live = std::move(next);
    skip_stars(tokens, live);
  }
  return live.back();
}

}  // namespace

bool matches(std::string_view pattern, std::string_view path) {
  while (pattern.ends_with('/')) pattern.remove_suffix(1);
  const bool anchored = pattern.find('/') != std::string_view::npos;
  for (std::size_t start = 0, end = 0; end != std::string_view::npos; start = end + 1) {
    end = path.find('/', start);
    const std::string_view part = anchored ? path.substr(0, end) : path.substr(start, end - start);
    if (matches_whole(pattern, part)) return true;
  }
  return false;
}

bool matches_any(const std::vector<std::string>& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches(pattern, path); });
}

}  // namespace pyinstr::cli
