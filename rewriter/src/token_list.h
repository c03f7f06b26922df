/// All tokens of a text, and what is asked of them where spots of new syntax are looked for.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "tokens.h"

namespace pyinstr::rewriter {

inline constexpr std::size_t no_token = static_cast<std::size_t>(-1);

/// Made in one pass over any text, right or wrong. Borrows the text. Tokens are asked for by their
/// index; the text of one behind the last is empty.
class TokenList {
 public:
  TokenList(std::string_view text, Offset from);

  std::size_t size() const { return tokens_.size(); }
  const Token& token(std::size_t i) const { return tokens_[i].token; }
  std::string_view text() const { return text_; }
  std::string_view text(std::size_t i) const {
    return i < size() ? text_.substr(token(i).begin, token(i).end - token(i).begin) : "";
  }
  bool is(std::size_t i, std::string_view expected) const { return text(i) == expected; }
  bool is(std::size_t i, TokenKind kind) const { return i < size() && token(i).kind == kind; }
  template <std::size_t n>
  bool is_one_of(std::size_t i, const std::array<std::string_view, n>& words) const {
    return std::find(words.begin(), words.end(), text(i)) != words.end();
  }

  /// A statement may begin with it.
  bool starts(std::size_t i) const { return tokens_[i].starts; }
  /// The bracket's other half, or `no_token`.
  std::size_t partner(std::size_t i) const { return tokens_[i].partner; }
  /// Brackets open behind it.
  int depth(std::size_t i) const { return tokens_[i].depth; }
  /// The bracket opens a comprehension.
  bool comprehension(std::size_t i) const { return tokens_[i].comprehension; }
  /// First and last token of each annotation.
  const std::vector<std::pair<std::size_t, std::size_t>>& annotations() const { return annotations_; }
  /// It is part of what is assigned to, at the left of a `=` or between a `for` and its `in`.
  bool in_target(std::size_t i) const { return tokens_[i].target; }

 private:
  struct Seen {
    Token token;
    bool starts = false;
    bool comprehension = false;
    bool target = false;
    int depth = 0;
    std::size_t partner = no_token;
  };
  // A bracket that is open, or the text around all of them.
  struct Level {
    std::size_t open = no_token;
    bool comma = false;       // was seen in it
    bool parameters = false;  // of a `def`
    bool plain = true;        // no `=` and no `lambda` since the last comma, or in the statement
    std::size_t for_at = no_token;         // a `for` that waits for its `in`
    std::size_t annotation_at = no_token;  // the colon or arrow of one that has not ended
  };

  void look(std::size_t i);
  void close(std::size_t i);
  bool starts_next(std::size_t i) const;
  void look_for_annotation(std::size_t i);
  bool begins_annotation(std::size_t i) const;
  bool opens_parameters(std::size_t i) const;
  void note_target(std::size_t begin, std::size_t end);
  void mark_targets();

  std::string_view text_;
  std::vector<Seen> tokens_;
  std::vector<Level> levels_{1};
  std::vector<std::pair<std::size_t, std::size_t>> annotations_;
  std::size_t statement_ = 0;      // where the last one began
  std::vector<int> target_depth_;  // by token: how many targets begin there, less those that ended
};

}  // namespace pyinstr::rewriter
