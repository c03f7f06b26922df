#include "log_message.h"

#include "nesting.h"

namespace pyinstr::engine {
namespace {

using Pieces = std::vector<LogPiece>;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

class MessageParser {
 public:
  explicit MessageParser(std::string_view text) : text_(text) {}

  /// The message; in a format spec (`nested`) up to the bracket that ends its field.
  Pieces read(bool nested) {
    Pieces found;
    while (error_.empty() && at_ < text_.size()) {
      const char c = text_[at_];
      if (nested && c == '}') return found;
      if (!nested && is_doubled(c)) {
        add_text(found, text_.substr(at_, 1));
        at_ += 2;
      } else if (c == '{') {
        field(found);
      } else if (c == '}') {
        fail(at_, "`}` stands alone: `}}` writes one");
      } else {
        add_text(found, text_.substr(at_++, 1));
      }
    }
    return found;
  }

  const std::string& error() const { return error_; }

 private:
  bool is_doubled(char c) const {
    return (c == '{' || c == '}') && at_ + 1 < text_.size() && text_[at_ + 1] == c;
  }

  static void add_text(Pieces& pieces, std::string_view text) {
    if (pieces.empty() || pieces.back().is_field) pieces.emplace_back();
    pieces.back().text += text;
  }

  void fail(std::size_t at, const std::string& what) {
    if (error_.empty()) error_ = "column " + std::to_string(at + 1) + ": " + what;
  }

  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  /// From a `{` to behind its `}`.
  void field(Pieces& pieces) {
    const std::size_t begin = at_++;
    LogPiece made;
    made.is_field = true;
    std::string_view expression = take_expression();
    const bool shows_itself = take_equals(expression);
    if (shows_itself) add_text(pieces, expression_with_sign_);
    made.text = trim(expression);
    if (made.text.empty()) return fail(begin, "a field without an expression");
    if (next() == '!') take_conversion(made);
    const bool has_spec = next() == ':';
    if (has_spec) {
      ++at_;
      made.spec = read(true);
    }
    if (next() != '}') return fail(begin, "`{` is not closed");
    ++at_;
    if (shows_itself && !has_spec && made.conversion == 0) made.conversion = 'r';
    pieces.push_back(std::move(made));
  }

  /// Up to the `!`, `:` or `}` that ends it, outside brackets and strings.
  std::string_view take_expression() {
    const std::size_t begin = at_;
    Nesting nesting;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (nesting.is_outside()) {
        const bool unequal = c == '!' && at_ + 1 < text_.size() && text_[at_ + 1] == '=';
        if (unequal) {
          ++at_;
          continue;
        }
        if (c == '!' || c == ':' || c == '}') break;
      }
      nesting.take(c);
    }
    return text_.substr(begin, at_ - begin);
  }

  /// `x=` and `x = ` show the expression as it is written; `x == y` does not end so.
  bool take_equals(std::string_view& expression) {
    const std::string_view bare = trim(expression);
    if (bare.empty() || bare.back() != '=') return false;
    const std::string_view before = bare.substr(0, bare.size() - 1);
    if (before.empty() || std::string_view("=!<>").find(before.back()) != std::string_view::npos) {
      return false;
    }
    expression_with_sign_ = expression;
    expression = before;
    return true;
  }

  void take_conversion(LogPiece& made) {
    const std::size_t begin = at_++;
    made.conversion = next();
    if (std::string_view("rsa").find(made.conversion) == std::string_view::npos) {
      return fail(begin, "a conversion is one of !r, !s, !a");
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view expression_with_sign_;
  std::string error_;
};

}  // namespace

std::optional<std::vector<LogPiece>> parse_log_message(std::string_view message,
                                                       std::string& error) {
  MessageParser parser(message);
  Pieces pieces = parser.read(false);
  error = parser.error();
  if (!error.empty()) return std::nullopt;
  return pieces;
}

}  // namespace pyinstr::engine
