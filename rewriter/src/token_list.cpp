#include "token_list.h"

#include <utility>

namespace pyinstr::rewriter {

TokenList::TokenList(std::string_view text, Offset from) : text_(text) {
  TokenReader reader(text, from);
  bool starts = true;
  while (const auto token = reader.next()) {
    const std::size_t i = tokens_.size();
    tokens_.push_back({.token = *token, .starts = starts && levels_.size() == 1});
    look(i);
    tokens_[i].depth = static_cast<int>(levels_.size()) - 1;
    starts = starts_next(i);
  }
  mark_targets();
}

void TokenList::look(std::size_t i) {
  if (starts(i)) {
    statement_ = i;
    levels_.back().plain = true;
  }
  look_for_annotation(i);
  if (is(i, TokenKind::open)) levels_.push_back({.open = i, .parameters = opens_parameters(i)});
  if (is(i, TokenKind::close)) return close(i);
  Level& level = levels_.back();
  if (is(i, ",")) level.comma = level.plain = true;
  if (is(i, "lambda") || is(i, "=")) level.plain = false;
  if (is(i, "=") && levels_.size() == 1) note_target(statement_, i);
  if (is(i, "for")) {
    level.for_at = i;
    if (level.open != no_token && !level.comma) tokens_[level.open].comprehension = true;
  }
  if (is(i, "in") && level.for_at != no_token) note_target(std::exchange(level.for_at, no_token), i);
}

void TokenList::close(std::size_t i) {
  if (levels_.size() == 1) return;
  const Level closed = levels_.back();
  levels_.pop_back();
  tokens_[closed.open].partner = i;
}

bool TokenList::starts_next(std::size_t i) const {
  return is(i, TokenKind::line_end) || is(i, ";") || is(i, ":") || (starts(i) && is(i, "async"));
}

void TokenList::look_for_annotation(std::size_t i) {
  constexpr std::array ends = std::to_array<std::string_view>({"=", ",", ";", ":"});
  Level& level = levels_.back();
  const bool end = is(i, TokenKind::line_end) || is(i, TokenKind::close) || is_one_of(i, ends);
  if (end && level.annotation_at != no_token) {
    const std::size_t first = std::exchange(level.annotation_at, no_token) + 1;
    if (first < i) annotations_.emplace_back(first, i - 1);
  } else if (begins_annotation(i)) {
    level.annotation_at = i;
  }
}

// An arrow; or the colon of a parameter or of a statement that is no compound one.
bool TokenList::begins_annotation(std::size_t i) const {
  constexpr std::array compound = std::to_array<std::string_view>(
      {"if", "elif", "else", "while", "for", "try", "except", "finally", "with", "def", "class",
       "async", "match", "case"});
  if (is(i, "->")) return true;
  const Level& level = levels_.back();
  if (!is(i, ":") || !level.plain) return false;
  if (level.parameters) return true;
  const bool name = statement_ + 1 == i && (is(statement_, "match") || is(statement_, "case"));
  return levels_.size() == 1 && (name || !is_one_of(statement_, compound));
}

bool TokenList::opens_parameters(std::size_t i) const {
  if (!is(i, "(") || i < 2) return false;
  if (is(i - 2, "def")) return true;
  if (!is(i - 1, "]")) return false;
  // Behind type parameters: the statement begins with `def` or `async def`.
  return is(statement_, "def") || (is(statement_, "async") && is(statement_ + 1, "def"));
}

void TokenList::note_target(std::size_t begin, std::size_t end) {
  target_depth_.resize(tokens_.size() + 1, 0);
  ++target_depth_[begin];
  --target_depth_[end];
}

void TokenList::mark_targets() {
  int depth = 0;
  for (std::size_t i = 0; i < target_depth_.size() && i < size(); ++i) {
    depth += target_depth_[i];
    tokens_[i].target = depth > 0;
  }
}

}  // namespace pyinstr::rewriter
